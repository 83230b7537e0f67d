package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

  private final PhoneNumbers china = new PhoneNumbers("cn");

  @ParameterizedTest
  @CsvSource({
    "18512345678,+8618512345678",
    "8618512345678,+8618512345678",
    "+8618512345678,+8618512345678",
    "(86)18512345678,+8618512345678",
    "008618512345678,+8618512345678",
    "185 1234 5678,+8618512345678",
    "(60)123456789,+60123456789",
    "(0060)123456789,+60123456789",
    "(+60)123456789,+60123456789",
    "（60）123456789,+60123456789",
    "＋60123456789,+60123456789",
    "tel:+60-12-345-6789,+60123456789",
    "60123456789,+60123456789",
    "447911123456,+447911123456",
    "447911 123456,+447911123456",
    "6581234567,+6581234567",
    "12025550123,+12025550123",
    "１８５１２３４５６７８,+8618512345678",
    "185-1234-5678,+8618512345678",
    "010-62345678,+861062345678",
    "(010)62345678,+861062345678",
    "+85261234567,+85261234567"
  })
  void writesE164(String phone, String e164) {
    assertThat(china.toE164(phone)).isEqualTo(e164);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "185****9057",
        "185XXX9057",
        "1",
        "",
        " ",
        "none",
        "()",
        "(86)",
        "(49)212345678901234",
        "+49123456789012345",
        "18512345678;ext=1",
        "12345",
        "1851234567",
        "18512345678 0",
        "+60",
        "0",
        "000000000000",
        "+99912345678"
      })
  void aMaskOrNoNumberHasNone(String phone) {
    assertThat(china.toE164(phone)).isNull();
  }

  @Test
  void nothingHasNone() {
    assertThat(china.toE164(null)).isNull();
  }

  @Test
  void aCarrierPrefixTakesTheLongWay() {
    assertThat(china.toE164("17900001000")).isEqualTo(china.parse("17900001000"));
  }

  @Property(tries = 20_000)
  void theShortWayGivesTheLibrarysAnswer(@ForAll("elevenDigits") String phone) {
    assertThat(china.toE164(phone)).isEqualTo(china.parse(phone));
  }

  @Property
  void nothingThatIsWrittenAsAPhoneFails(@ForAll String phone) {
    String e164 = china.toE164(phone);

    assertThat(e164 == null || e164.matches("\\+[0-9]{3,15}")).isTrue();
  }

  /** The library takes numbers that E.164 has no room for: fifteen digits in Germany. */
  @Property(tries = 5_000)
  void noNumberIsLongerThanE164Allows(@ForAll("foreign") String phone) {
    String e164 = china.toE164(phone);

    assertThat(e164 == null || e164.matches("\\+[0-9]{3,15}")).as("%s of %s", e164, phone).isTrue();
  }

  @Test
  void elsewhereTheRegionDecides() {
    assertThat(new PhoneNumbers("SG").toE164("81234567")).isEqualTo("+6581234567");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "China", "8", "c1"})
  void refusesWhatIsNoRegion(String region) {
    assertThatThrownBy(() -> new PhoneNumbers(region)).hasMessageContaining("region");
  }

  @Provide
  Arbitrary<String> foreign() {
    Arbitrary<String> code =
        Arbitraries.of(PhoneNumberUtil.getInstance().getSupportedCallingCodes())
            .map(String::valueOf);
    Arbitrary<String> rest = Arbitraries.strings().numeric().ofMinLength(2).ofMaxLength(17);
    return Combinators.combine(code, rest, Arbitraries.of("(%s)%s", "+%s%s", "00%s%s"))
        .as((country, number, form) -> form.formatted(country, number));
  }

  @Provide
  Arbitrary<String> elevenDigits() {
    return Arbitraries.strings().numeric().ofLength(10).map(rest -> "1" + rest);
  }
}
