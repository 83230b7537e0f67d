package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Pushes as they really come, through the shipped routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatProvidersSendTest {

  private HubUnderTest hub;

  @BeforeAll
  void start(@TempDir Path folder) {
    hub = HubUnderTest.in(folder).start();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private List<DeliveryReport> push(String file, String messages) throws IOException {
    String body = Files.readString(Path.of("src/test/resources/bodies", file));
    assertThat(hub.push("", body).statusCode()).isEqualTo(200);
    return taken(messages);
  }

  /** What the file sink has of those messages, when it is through with everything. */
  private List<DeliveryReport> taken(String messages) {
    await().atMost(LIMIT).until(() -> hub.ledger().sinks().stream().allMatch(s -> s.lag() == 0));
    return hub.fileRecords().stream()
        .map(DeliveryReport.class::cast)
        .filter(report -> report.messageId().matches(messages))
        .toList();
  }

  private double metric(String name, String labels) {
    return hub.metric(name + "{" + labels + "}");
  }

  @Test
  void theEnglishWordsOfConsoleAndDocuments() throws IOException {
    assertThat(push("english-words.json", "w\\d"))
        .extracting(DeliveryReport::status)
        .containsExactly(DeliveryStatus.DELIVERED, DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN);
    assertThat(taken("w\\d")).extracting(DeliveryReport::phoneE164).containsOnly("+60123456789");
  }

  @Test
  void onePhoneWrittenInFourWaysIsOneRecord() throws IOException {
    double before =
        metric("dlr_duplicates_total", "account=\"default\",origin=\"push\",provider=\"ucloud\"");
    assertThat(push("one-phone-four-forms.json", "one")).hasSize(1);
    assertThat(
            metric(
                "dlr_duplicates_total", "account=\"default\",origin=\"push\",provider=\"ucloud\""))
        .isEqualTo(before + 3);
    for (String phone : List.of("%2B60123456789", "0060123456789", "(60)123456789")) {
      assertThat(hub.manage("/api/reports?messageId=one&phone=" + phone).body())
          .contains("\"messageId\":\"one\"");
    }
  }

  @Test
  void foreignNumbersWithoutPlus() throws IOException {
    assertThat(push("foreign-without-plus.json", "f\\d+"))
        .extracting(DeliveryReport::phoneE164)
        .containsExactly("+60123456789", "+447911123456", "+8618512345678");
  }

  @Test
  void timesOfEveryPlainKind() throws IOException {
    String series = "kind=\"time\",provider=\"ucloud\"";
    double before = metric("dlr_unmapped_total", series);
    Instant time = Instant.parse("2019-07-23T07:30:00Z");
    assertThat(push("times.json", "t\\d"))
        .extracting(DeliveryReport::reportedAt)
        .containsExactly(time, time, time, time, null, null);
    assertThat(metric("dlr_unmapped_total", series)).isEqualTo(before + 2);
  }

  @Test
  void maskedPhonesAreToldApartByTimeAndCode() throws IOException {
    assertThat(push("masked.json", "m")).hasSize(2);
    assertThat(push("masked.json", "m")).as("the same again").hasSize(2);
    String digits = UCloudPushes.delivered("m", "1855678");
    assertThat(hub.push("", digits).statusCode()).isEqualTo(200);
    assertThat(taken("m")).as("another phone").hasSize(3);
  }

  @Test
  void aWordThatNobodyKnowsIsCountedAndListed() {
    String series = "kind=\"status\",provider=\"ucloud\"";
    double before = metric("dlr_unmapped_total", series);
    String body =
        UCloudPushes.delivered("word", "18512345678")
            .replaceAll("\"ReceiptResult\":\"[^\"]*\"", "\"ReceiptResult\":\"Zugestellt!\"");
    assertThat(hub.push("", body).statusCode()).isEqualTo(200);
    assertThat(taken("word"))
        .extracting(DeliveryReport::status)
        .containsExactly(DeliveryStatus.UNKNOWN);
    assertThat(metric("dlr_unmapped_total", series)).isEqualTo(before + 1);
    assertThat(hub.manage("/api/unmapped-codes").body())
        .contains("\"kind\":\"status\",\"code\":\"Zugestellt!\"");
  }

  @Test
  void anIdWithBlanksRoundItIsTheIdThatWasTracked() {
    String tracked =
        "{\"provider\":\"ucloud\",\"messageId\":\"blank-1\",\"phones\":[\"18512345678\"]}";
    assertThat(io.dlrhub.testing.Http.post(hub.url("/messages"), tracked).statusCode())
        .isEqualTo(202);
    assertThat(hub.push("", UCloudPushes.delivered("  blank-1 ", "18512345678")).statusCode())
        .isEqualTo(200);
    assertThat(taken("blank-1")).hasSize(1);
    await().atMost(LIMIT).until(() -> hub.ledger().tracked().complete() >= 1);
  }
}
