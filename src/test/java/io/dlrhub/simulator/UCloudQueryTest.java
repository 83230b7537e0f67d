package io.dlrhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dlrhub.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UCloudQueryTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T08:00:00Z"));
  private final UCloudSimulator ucloud =
      UCloudSimulator.builder()
          .clock(clock)
          .timer(new ManualTimer())
          .traffic(new Traffic(1).meanDelay(Duration.ofSeconds(5)).unknownShare(0))
          .start();
  private final RawClient client = new RawClient(ucloud);

  @AfterEach
  void stop() {
    ucloud.close();
  }

  @Test
  void tellsOfASentMessageOnceItsReportsAreThereAsOftenAsAsked() throws Exception {
    String session =
        client
            .call(
                "SendUSMSMessage",
                "PhoneNumbers.0",
                "(86)18512345678",
                "PhoneNumbers.1",
                "13100000000",
                "SigContent",
                "优刻得",
                "TemplateId",
                "UTA1",
                "UserId",
                "order&id=1 /+%")
            .path("SessionNo")
            .asText();
    assertThat(receipts(session)).isEmpty();
    ucloud.faults().next(Fault.PENDING_LISTED);
    assertThat(receipts(session))
        .hasSize(2)
        .allSatisfy(
            receipt -> {
              assertThat(receipt.path("ReceiptResult").asText()).isIn("状态未知", "Unknow");
              assertThat(receipt.path("ReceiptTime").asLong(-1)).isZero();
            });
    clock.advance(Duration.ofMinutes(5));
    ucloud.advance();
    for (int i = 0; i < 2; i++) {
      assertThat(receipts(session))
          .extracting(receipt -> receipt.path("Phone").asText())
          .containsExactly("18512345678", "13100000000");
    }
    assertThat(receipts(session).get(0).path("UserId").asText()).isEqualTo("order&id=1 /+%");
    assertThat(ucloud.account().waitingToBePulled()).isEqualTo(2);
    assertThat(ucloud.outside().all()).allMatch(handed -> handed.queried() == 3);
  }

  @Test
  void leavesUnknownSessionsOutOrListsThemEmptyOnRequest() throws Exception {
    assertThat(client.call("GetUSMSSendReceipt", "SessionNoSet.0", "nobody").path("Data"))
        .isEmpty();
    ucloud.faults().next(Fault.UNKNOWN_ID_LISTED);
    JsonNode data = client.call("GetUSMSSendReceipt", "SessionNoSet.0", "nobody").path("Data");
    assertThat(data).hasSize(1);
    assertThat(data.get(0).path("ReceiptSet")).isEmpty();
  }

  @Test
  void refusesMoreThanOneHundredIds() throws Exception {
    String[] ids = new String[202];
    for (int i = 0; i < 101; i++) {
      ids[2 * i] = "SessionNoSet." + i;
      ids[2 * i + 1] = "s" + i;
    }
    assertThat(client.call("GetUSMSSendReceipt", ids).path("RetCode").asInt()).isEqualTo(18003);
    assertThat(client.call("GetUSMSSendReceipt").path("RetCode").asInt()).isEqualTo(18001);
  }

  @Test
  void tellsOfVideoMessagesByRegionAndZoneOnly() throws Exception {
    String task =
        client
            .call(
                "SendISMSMessage",
                "PhoneSet.0",
                "(86)18512345678",
                "TemplateId",
                "UTB1",
                "Region",
                "cn-zj",
                "Zone",
                "cn-zj-01")
            .path("TaskId")
            .asText();
    clock.advance(Duration.ofMinutes(5));
    ucloud.advance();
    JsonNode answer =
        client.call(
            "GetISMSSendReceipt", "TaskIdSet.0", task, "Region", "cn-zj", "Zone", "cn-zj-01");
    JsonNode receipt = answer.path("Data").get(0).path("ReceiptSet").get(0);
    assertThat(answer.path("ReqUuid").asText()).isNotEmpty();
    assertThat(receipt.path("SessionId").asText()).isNotEmpty();
    assertThat(receipt.has("CostCount") || receipt.has("UserId")).isFalse();
    assertThat(ucloud.account().waitingToBePulled()).isZero();
    JsonNode noZone = client.call("GetISMSSendReceipt", "TaskIdSet.0", task, "Region", "cn-zj");
    assertThat(noZone.path("RetCode").asInt()).isEqualTo(18001);
  }

  @Test
  void writesStringsForVideoReceiptsOnRequestAsInTheDocument() throws Exception {
    SimulatedMessage video =
        new SimulatedMessage(
            "t1", true, List.of("1851"), null, Language.ENGLISH, 1, clock.instant());
    ucloud.account().report(video, "1851", SimulatedVerdict.DELIVERED);
    ucloud.faults().next(Fault.STRINGS_IN_RECEIPT_SET);
    JsonNode set =
        client
            .call("GetISMSSendReceipt", "TaskIdSet.0", "t1", "Region", "r", "Zone", "z")
            .path("Data")
            .get(0)
            .path("ReceiptSet");
    assertThat(set.get(0).isTextual()).isTrue();
  }

  @Test
  void sendsABatchUnderOneSession() throws Exception {
    String tasks =
        """
        [{"TemplateId":"UTA1","SigContent":"UCloud","Target":[
          {"TemplateParams":["1"],"Phone":"18500000123","UserId":"a"},
          {"TemplateParams":["2"],"Phone":"18500000124","UserId":"a"}]}]
        """;
    JsonNode answer =
        client.call(
            "SendBatchUSMSMessage",
            "TaskContent",
            Base64.getEncoder().encodeToString(tasks.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.path("SuccessCount").asInt()).isEqualTo(2);
    assertThat(ucloud.account().messages())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.id()).isEqualTo(answer.path("SessionNo").asText());
              assertThat(sent.phones()).containsExactly("18500000123", "18500000124");
            });
  }

  private JsonNode receipts(String session) throws Exception {
    return client
        .call("GetUSMSSendReceipt", "SessionNoSet.0", session)
        .path("Data")
        .get(0)
        .path("ReceiptSet");
  }
}
