package io.dlrhub.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.report.Channel;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.report.SentMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentMessageListTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final SentMessageLists LISTS =
      new SentMessageLists(Clock.fixed(NOW, ZoneOffset.UTC), new PhoneNumbers("CN"));

  @Test
  void readsAnObjectWithEveryField() {
    List<SentMessage> list =
        json(
            """
            {"provider":"ucloud","account":"shop","channel":"video","messageId":"t-1",
             "phones":["18512345678",13100000000],"sentAt":"2026-11-20T09:00:00+08:00",
             "reference":"order-1"}""");
    assertThat(list)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.account()).isEqualTo("shop");
              assertThat(message.channel()).isEqualTo(Channel.VIDEO);
              assertThat(message.messageId()).isEqualTo("t-1");
              assertThat(message.phones()).containsExactly("18512345678", "13100000000");
              assertThat(message.sentAt()).isEqualTo(Instant.parse("2026-11-20T01:00:00Z"));
              assertThat(message.reference()).isEqualTo("order-1");
            });
  }

  @Test
  void needsOnlyProviderAndMessageId() {
    assertThat(json("{\"provider\":\"ucloud\",\"messageId\":\"s-1\"}"))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.account()).isEqualTo("default");
              assertThat(message.channel()).isEqualTo(Channel.SMS);
              assertThat(message.phones()).isEmpty();
              assertThat(message.sentAt()).isEqualTo(NOW);
              assertThat(message.reference()).isNull();
            });
  }

  @Test
  void readsAnArrayAndNdjsonAlike() {
    String one = "{\"provider\":\"ucloud\",\"messageId\":\"a\"}";
    String two = "{\"provider\":\"ucloud\",\"messageId\":\"b\"}";
    assertThat(json("[" + one + "," + two + "]")).isEqualTo(json(one + "\n" + two + "\n"));
    assertThat(json("[]")).isEmpty();
  }

  @Test
  void namesTheIndexAndTheFieldOfABadElement() {
    String good = "{\"provider\":\"ucloud\",\"messageId\":\"a\"}";
    refuses("[" + good + ",{\"provider\":\"ucloud\"}]", "index 1: messageId is missing");
    refuses("[" + good + ",7]", "index 1: is not a JSON object");
    refuses(
        good + "\n{\"provider\":\"tencent\",\"messageId\":\"b\"}",
        "index 1: provider is 'tencent', accepted is ucloud");
    refuses(
        "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"channel\":\"fax\"}",
        "index 0: channel is 'fax', accepted are sms, video");
    refuses(
        "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"sentAt\":\"yesterday\"}",
        "index 0: sentAt is 'yesterday', accepted is RFC 3339");
    refuses(
        "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"phones\":[{}]}",
        "index 0: phones holds '{}', which is no phone; accepted are");
    refuses("{\"provider\":\"ucloud\",\"messageId\":{}}", "index 0: messageId is not a string");
    refuses(
        "{\"provider\":\"ucloud\",\"messageId\":\"a\\ud800\"}",
        "index 0: messageId holds half of a surrogate pair");
    refuses(
        "{\"provider\":\"ucloud\",\"messageId\":\"a\",\"phones\":[\"1\\udc00\"]}",
        "index 0: phones holds half of a surrogate pair");
  }

  @Test
  void saysWhereTextIsNotJson() {
    refuses("[{\"provider\":\"ucloud\",\"messageId\":\"a\"}", "index 1: not JSON");
    refuses("nonsense", "index 0: not JSON in line 1");
    refuses("{\"provider\":\"ucloud\",\"messageId\":\"a\"", "index 0: not JSON");
  }

  @Test
  void readsCsvWithPhonesBySemicolon() throws IOException {
    String csv =
        "messageId,provider,phones,reference,sentAt\r\n"
            + "s-1,ucloud,18512345678;13100000000,\"order \"\"1\"\", blue\",2026-11-20T08:00:00Z\r\n"
            + "s-2,ucloud,,,\r\n";
    List<SentMessage> list = all(LISTS.csv(new StringReader(csv)));
    assertThat(list).hasSize(2);
    assertThat(list.get(0).phones()).containsExactly("18512345678", "13100000000");
    assertThat(list.get(0).reference()).isEqualTo("order \"1\", blue");
    assertThat(list.get(1).phones()).isEmpty();
    assertThat(list.get(1).sentAt()).isEqualTo(NOW);
  }

  @Test
  void namesTheRowOfBadCsv() {
    assertThatThrownBy(
            () -> all(LISTS.csv(new StringReader("provider,messageId\nucloud,a\nucloud,\n"))))
        .isInstanceOf(BadMessage.class)
        .hasMessage("line 3, column messageId is missing");
  }

  private static void refuses(String json, String message) {
    assertThatThrownBy(() -> json(json))
        .isInstanceOf(BadMessage.class)
        .hasMessageStartingWith(message);
  }

  private static List<SentMessage> json(String json) {
    try {
      return all(LISTS.json(stream(json)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<SentMessage> all(SentMessageList list) {
    List<SentMessage> messages = new ArrayList<>();
    list.forEachRemaining(messages::add);
    return messages;
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
