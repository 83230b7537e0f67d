package io.dlrhub.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as spreadsheets and systems write them. */
class ListsAsTheyComeTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final SentMessageLists LISTS =
      new SentMessageLists(Clock.fixed(NOW, ZoneOffset.UTC), new PhoneNumbers("CN"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18512345678.0",
        "18512345678.00",
        "'18512345678",
        "’18512345678",
        "=\"18512345678\"",
        "１８５１２３４５６７８",
        "\u202D18512345678\u202C",
        "18512345678\u200B",
        "\u00A018512345678\u3000",
        "\t18512345678 "
      })
  void aPhoneIsReadWithoutWhatASpreadsheetPutRoundIt(String written) throws IOException {
    assertThat(phonesOfJson("\"" + escaped(written) + "\"")).containsExactly("18512345678");
    assertThat(csv("provider,messageId,phones\nucloud,a," + quoted(written)).get(0).phones())
        .containsExactly("18512345678");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18512345678,18512345679",
        "18512345678;18512345679",
        "18512345678|18512345679",
        "18512345678/18512345679",
        "18512345678、18512345679",
        "18512345678，18512345679",
        "18512345678；18512345679",
        "18512345678｜18512345679",
        "18512345678 18512345679",
        "18512345678\u300018512345679",
        "18512345678\n18512345679",
        "18512345678\r\n18512345679\r\n",
        " 18512345678 , ; '18512345679 ;",
        "18512345678.0;18512345679.0",
        "'18512345678,'18512345679",
      })
  void severalPhonesAreReadWhateverSeparatesThem(String written) throws IOException {
    assertThat(phonesOfJson("\"" + escaped(written) + "\""))
        .containsExactly("18512345678", "18512345679");
    assertThat(csv("provider,messageId,phones\nucloud,a," + quoted(written)).get(0).phones())
        .containsExactly("18512345678", "18512345679");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"185 1234 5678", "+86 185 1234 5678", "(86)18512345678", "+60 12-345 6789"})
  void aPhoneWithBlanksInItIsOne(String written) throws IOException {
    assertThat(phonesOfJson("\"" + written + "\"")).containsExactly(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.86E+10",
        "1,86E+10",
        "1.86e10",
        "abc",
        "0",
        "-",
        ",;",
        "18512345678,abc",
        "18512345678 abc",
        "18512345678.5",
        "12345",
        "1851234567",
        "18512345678 0",
        "2026-11-20",
        "#N/A",
        "null",
        "****"
      })
  void whatIsNoPhoneIsRefusedWithItsPlaceAndWhatIsAccepted(String written) {
    assertThatThrownBy(
            () -> csv("provider,messageId,Phones\nucloud,a,\nucloud,b," + quoted(written)))
        .isInstanceOf(BadMessage.class)
        .hasMessageStartingWith("line 3, column Phones holds '")
        .hasMessageContaining("which is no phone; accepted are phones such as 18512345678");
    assertThatThrownBy(() -> phonesOfJson("\"" + written + "\""))
        .isInstanceOf(BadMessage.class)
        .hasMessageStartingWith("index 0: phones holds '")
        .hasMessageContaining("accepted are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18512345678          | 18512345678",
        "18512345670.0        | 18512345670",
        "18512345670.00       | 18512345670",
        "[18512345670.0]      | 18512345670",
        "[\"18512345670\", 18512345670] | 18512345670 18512345670"
      })
  void aNumberOfJsonIsItsDigits(String json, String phones) throws IOException {
    assertThat(phonesOfJson(json)).containsExactly(phones.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.86E10", "1.86e+10", "true", "{}", "[[]]", "[null]", "[\" \"]", "0"})
  void whatIsNoPhoneInJsonIsRefused(String json) {
    assertThatThrownBy(() -> phonesOfJson(json))
        .isInstanceOf(BadMessage.class)
        .hasMessageStartingWith("index 0: phones holds ");
  }

  @Test
  void aMaskedPhoneIsTracked() throws IOException {
    assertThat(phonesOfJson("\"185****5678\"")).containsExactly("185****5678");
  }

  @ParameterizedTest
  @ValueSource(strings = {"phones", "phone", "mobile", "Phone", "MOBILE", " Phones ", "phone_"})
  void aFieldIsKnownByItsOtherNamesToo(String name) throws IOException {
    assertThat(
            json("{\"provider\":\"ucloud\",\"messageId\":\"a\",\"" + name + "\":\"18512345678\"}")
                .get(0)
                .phones())
        .containsExactly("18512345678");
    assertThat(csv(name + ",provider,messageId\n18512345678,ucloud,a").get(0).phones())
        .containsExactly("18512345678");
  }

  @Test
  void phonesOfSeveralFieldsAreTakenTogether() throws IOException {
    assertThat(
            csv("provider,messageId,phone,mobile,phones\nucloud,a,18512345678,,18512345679")
                .get(0)
                .phones())
        .containsExactly("18512345678", "18512345679");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provider;messageId;phones;reference\nucloud;a;18512345678;one, two",
        "provider\tmessageId\tphones\treference\nucloud\ta\t18512345678\tone, two",
        "provider|messageId|phones|reference\nucloud|a|18512345678|one, two",
        "sep=;\r\n Provider ; Message Id;Phone;REFERENCE\r\nUCloud;a;18512345678;one, two\r\n",
        "SEP=^\nprovider^messageId^phone^reference\nucloud^a^18512345678^one, two",
        "\"sep=;\"\nprovider;messageId;phone;reference\nucloud;a;18512345678;one, two",
        "sep=\t\nprovider\tmessageId\tphone\treference\nucloud\ta\t18512345678\tone, two",
        "\n\nprovider,messageId,phone,reference\n\n,,,\nucloud,a,18512345678,\"one, two\"\n,,,\n\n",
        "provider,messageId,phone,reference,\rucloud,a,18512345678,\"one, two\",\r",
        "\"Provider\",\"message_id\",\"phone\",\"Refe rence\"\nucloud,a,18512345678,\"one, two\"",
      })
  void separatorsAndHeadersAreReadAsTheyAreWritten(String csv) throws IOException {
    assertThat(csv(csv))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.provider()).isEqualTo("ucloud");
              assertThat(message.messageId()).isEqualTo("a");
              assertThat(message.phones()).containsExactly("18512345678");
              assertThat(message.reference()).isEqualTo("one, two");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n \r\n", "provider,messageId,phones", "sep=;\n", ",,\n"})
  void aListWithoutRowsHoldsNothing(String csv) throws IOException {
    assertThat(csv(csv)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "provider,messageId,refrence%ucloud,a,b ! line 1, column 'refrence' is not known; accepted are provider, account, channel, messageId, phones, phone, mobile, sentAt, reference",
        "sep=;%provider;messageId;colour%a;b;c ! line 2, column 'colour' is not known",
        "ucloud,a,18512345678 ! line 1, column 'ucloud' is not known",
        "provider,phones%ucloud,18512345678 ! line 1: there is no column messageId; accepted are",
        "messageId%a ! line 1: there is no column provider; accepted are",
        "provider,messageId,reference,Reference%a ! line 1, column reference is there twice",
        "provider,messageId,phones%ucloud,a,18512345678%ucloud,b,18512345678,18512345679 ! line 3 has 4 cells and the header 3",
        "provider,messageId,%ucloud,a,18512345678 ! line 2 has a value in column 3, which the header does not name",
        "provider,messageId%ucloud,a%%%ucloud, ! line 5, column messageId is missing",
        "provider,messageId,reference%ucloud,a,'x%y'%tencent,a,b ! line 4, column provider is 'tencent', accepted is ucloud",
        "provider,Message ID%ucloud,1.23457E+17 ! line 2, column Message ID is '1.23457E+17', a number that a spreadsheet has shortened",
        "provider,messageId,sentAt%ucloud,a,20/11/2026 ! line 2, column sentAt is '20/11/2026', accepted is RFC 3339",
        "provider,messageId,channel%ucloud,a,fax ! line 2, column channel is 'fax', accepted are sms, video",
        "provider,messageId%ucloud,a%ucloud,'b ! line 3: not CSV",
      })
  void anErrorNamesLineColumnAndWhatIsAccepted(String csv, String message) {
    assertThatThrownBy(() -> csv(csv.replace('%', '\n').replace('\'', '"')))
        .isInstanceOf(BadMessage.class)
        .hasMessageStartingWith(message.strip());
  }

  @Test
  void anErrorInNdjsonNamesTheLine() {
    assertThatThrownBy(
            () ->
                json(
                    "{\"provider\":\"ucloud\",\"messageId\":\"a\"}\n\n"
                        + "{\"provider\":\"ucloud\",\"messageId\":\"b\",\"phone\":\"x\"}\n"))
        .hasMessageStartingWith("index 1: phones holds 'x', which is no phone")
        .hasMessageEndingWith("(line 3)");
  }

  @Test
  void aFieldNobodyKnowsIsNamed() throws IOException {
    SentMessageList list =
        LISTS.json(
            new StringReader(
                "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"refrence\":1,\"\\u001b[31m\":2}"));
    list.next();
    assertThat(list.unknownFields()).containsExactlyInAnyOrder("refrence", "\uFFFD[31m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u001b[31m", "a\\u202Eb", "a\\nb", "a\\u200bb", "a\\u0085b"})
  void noInvisibleCharacterGetsIntoAnIdOrAnError(String id) {
    for (String field : List.of("messageId", "account", "provider", "phones", "channel")) {
      String json =
          "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"" + field + "\":\"" + id + "\"}";
      assertThatThrownBy(() -> json(json))
          .as(field)
          .isInstanceOf(BadMessage.class)
          .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
    }
  }

  @Test
  void aValueOfAnyLengthIsShownCut() {
    String json =
        "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"phones\":\"" + "x".repeat(100_000) + "\"}";
    assertThatThrownBy(() -> json(json))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    assertThatThrownBy(() -> json("{\"provider\":\"" + "x".repeat(2_000_000) + "\"}"))
        .isInstanceOf(BadMessage.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    assertThatThrownBy(() -> csv("provider,messageId," + "y".repeat(100_000) + "\nucloud,a,b"))
        .isInstanceOf(BadMessage.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void anElementThatIsLargerThanAnyMessageIsRefusedBeforeItIsHeld() {
    String many = "\"18512345678\",".repeat(100_000) + "\"18512345678\"";
    String object = "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"phones\":[" + many + "]}";
    String texts = ("\"" + "x".repeat(200_000) + "\",").repeat(100) + "1";
    for (String json : List.of(object, "[" + object + "]", "{\"x\":[" + texts + "]}")) {
      assertThatThrownBy(() -> json(json))
          .isInstanceOf(BadMessage.class)
          .hasMessageStartingWith("index 0: is too large");
    }
    assertThatThrownBy(() -> csv("provider,messageId\n" + ",".repeat(100_000)))
        .hasMessage("line 2 has more than 1000 cells");
    assertThatThrownBy(() -> csv("provider,messageId\nucloud,\"" + "a\n".repeat(1_000_000)))
        .isInstanceOf(BadMessage.class)
        .hasMessageContaining("a value in quotes has no end or is too long");
  }

  @Test
  void aListOfAnyLengthIsReadElementByElement() throws IOException {
    String element = "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"phone\":18512345678}";
    assertThat(json("[" + (element + ",").repeat(99_999) + element + "]")).hasSize(100_000);
    assertThat(csv("provider,messageId,phone\n" + "ucloud,a,18512345678\n".repeat(100_000)))
        .hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16LE", "UTF-16BE"})
  void theCharsetIsFoundByLookingAtTheWholeFile(String name) throws IOException {
    String csv =
        "provider,messageId,phones,reference\n"
            + "ucloud,a,18512345678,x\n".repeat(2000)
            + "ucloud,last,18512345678,订单一、二\n";
    Charset charset = Charset.forName(name);
    for (String mark : name.startsWith("GB") ? List.of("") : List.of("", "\uFEFF")) {
      byte[] bytes = (mark + csv).getBytes(charset);
      SentMessageLists.Bytes file = () -> new ByteArrayInputStream(bytes);
      List<SentMessage> messages =
          all(LISTS.csv(TextCharset.reader(file.open(), TextCharset.of(file))));
      assertThat(messages).hasSize(2001);
      assertThat(messages.get(2000).reference()).isEqualTo("订单一、二");
    }
  }

  @Test
  void aTextInNoneOfTheCharsetsIsRefused() {
    byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0x80};
    assertThatThrownBy(() -> TextCharset.of(() -> new ByteArrayInputStream(bytes)))
        .isInstanceOf(BadMessage.class)
        .hasMessageContaining("dlr.messages.charset");
  }

  private static List<String> phonesOfJson(String value) throws IOException {
    return json("{\"provider\":\"ucloud\",\"messageId\":\"a\",\"phones\":" + value + "}")
        .get(0)
        .phones();
  }

  private static List<SentMessage> json(String text) throws IOException {
    return all(LISTS.json(new StringReader(text)));
  }

  private static List<SentMessage> csv(String text) throws IOException {
    return all(LISTS.csv(new StringReader(text)));
  }

  private static List<SentMessage> all(SentMessageList list) {
    List<SentMessage> messages = new ArrayList<>();
    list.forEachRemaining(messages::add);
    return messages;
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String escaped(String text) {
    return text.replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
