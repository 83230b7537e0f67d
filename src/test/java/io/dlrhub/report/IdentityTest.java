package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {

  @Test
  void isTheHashOfTheLengthPrefixedParts() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (String part :
        new String[] {"ucloud", "店", "sms", "s-1", null, "+8618512345678", "failed"}) {
      byte[] utf8 = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(4).putInt(part == null ? -1 : utf8.length).array());
      sha256.update(utf8);
    }
    byte[] expected = Arrays.copyOf(sha256.digest(), 16);

    assertThat(id("店", "s-1", null, "+8618512345678", DeliveryStatus.FAILED).toBytes())
        .isEqualTo(expected);
  }

  @Test
  void doesNotChangeFromVersionToVersion() {
    assertThat(id("default", "s-1", null, "18512345678", DeliveryStatus.DELIVERED))
        .hasToString("213ed53f8f61dddb4a2a1146477527b3");
  }

  @Property
  void textMovedFromOnePartToTheNextIsAnotherIdentity(
      @ForAll @StringLength(max = 6) String account,
      @ForAll @StringLength(min = 1, max = 6) String moved,
      @ForAll @StringLength(max = 6) String messageId) {
    assertThat(id(account + moved, messageId, null, "1", DeliveryStatus.FAILED))
        .isNotEqualTo(id(account, moved + messageId, null, "1", DeliveryStatus.FAILED));
  }

  @Test
  void anAbsentPartIsNotAnEmptyOne() {
    assertThat(id("a", "m", null, "1", DeliveryStatus.FAILED))
        .isNotEqualTo(id("a", "m", "", "1", DeliveryStatus.FAILED));
  }

  @Property
  void everyPartCounts(
      @ForAll @StringLength(max = 5) String one, @ForAll @StringLength(max = 5) String other) {
    Assume.that(!Arrays.equals(utf8(one), utf8(other)));
    List<RecordId> ids =
        List.of(
            id(one, "m", null, "1", DeliveryStatus.FAILED),
            id(other, "m", null, "1", DeliveryStatus.FAILED),
            id("a", one, null, "1", DeliveryStatus.FAILED),
            id("a", other, null, "1", DeliveryStatus.FAILED),
            id("a", "m", one, "1", DeliveryStatus.FAILED),
            id("a", "m", other, "1", DeliveryStatus.FAILED));

    assertThat(ids.get(0)).isNotEqualTo(ids.get(1));
    assertThat(ids.get(2)).isNotEqualTo(ids.get(3));
    assertThat(ids.get(4)).isNotEqualTo(ids.get(5));
  }

  @Test
  void everyStatusIsAnIdentityOfItsOwn() {
    Set<RecordId> ids = new HashSet<>();
    for (DeliveryStatus status : DeliveryStatus.values()) {
      ids.add(id("a", "m", null, "1", status));
    }

    assertThat(ids).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "18512345678,+8618512345678",
    "8618512345678,+8618512345678",
    "+86 185-1234-5678,+8618512345678",
    "(86)18512345678,+8618512345678",
    "008618512345678,+8618512345678",
    "(0060)123456789,+60123456789",
    "(60)123456789,+60123456789",
    "60123456789,+60123456789",
    "0060123456789,+60123456789",
    "+60 12-345 6789,+60123456789",
    "12345,12345",
    "0012345,12345",
    "1 23 45,12345",
    "185****9057,185****9057",
    "1859057,1859057",
    "185XXXX9057,185XXXX9057",
    "'',''",
    ","
  })
  void aPhoneHasOneKeyHoweverItIsWritten(String phone, String key) {
    assertThat(PhoneKey.of(phone, new PhoneNumbers("CN").toE164(phone))).isEqualTo(key);
  }

  @Property
  void anIdSurvivesItsTwoForms(@ForAll long high, @ForAll long low) {
    RecordId id = new RecordId(high, low);

    assertThat(RecordId.parse(id.toString())).isEqualTo(id);
    assertThat(RecordId.ofBytes(id.toBytes(), 0)).isEqualTo(id);
    assertThat(id.toString()).matches("[0-9a-f]{32}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RecordId id(
      String account, String messageId, String partId, String phone, DeliveryStatus status) {
    return Identity.ofReport("ucloud", account, Channel.SMS, messageId, partId, phone, status);
  }
}
