package io.dlrhub.management.api;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsEndpointTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private HubUnderTest hub;

  @BeforeEach
  void start() {
    hub = HubUnderTest.in(folder).start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private JsonNode page(String query) throws Exception {
    HttpResponse<String> answer = hub.manage("/api/reports" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode page = MAPPER.readTree(answer.body());
    assertThat(page.path("complete").asBoolean()).isTrue();
    return page;
  }

  private List<String> phones(String query) throws Exception {
    List<String> phones = new ArrayList<>();
    page(query).path("reports").forEach(report -> phones.add(report.path("phone").asText()));
    return phones;
  }

  @Test
  void showsWholeRecordsAsTheSinksHaveThem() throws Exception {
    hub.push("", UCloudPushes.delivered("s-1", "18512345678"));
    Awaitility.await().atMost(LIMIT).until(() -> hub.fileLines().size() == 1);
    JsonNode page = page("");
    assertThat(page.path("reports").get(0)).isEqualTo(MAPPER.readTree(hub.fileLines().get(0)));
    assertThat(page.path("next").isNull()).isTrue();
  }

  @Test
  void findsByMessagePhoneStatusAndTime() throws Exception {
    hub.push("", UCloudPushes.delivered("s-1", "18500000001"));
    hub.push("", UCloudPushes.delivered("s-2", "(86)18500000001"));
    String failed = UCloudPushes.receipt("s-2", "18500000002").replace("\"Success\"", "\"发送失败\"");
    hub.push("", UCloudPushes.of(List.of(failed)));
    assertThat(phones("?messageId=s-2")).containsExactly("18500000002", "(86)18500000001");
    for (String phone :
        List.of("18500000001", "+8618500000001", "%2B8618500000001", "008618500000001")) {
      assertThat(phones("?phone=" + phone))
          .as(phone)
          .containsExactly("(86)18500000001", "18500000001");
    }
    assertThat(phones("?status=failed")).containsExactly("18500000002");
    assertThat(phones("?messageId=s-2&phone=18500000001&status=delivered")).hasSize(1);
    assertThat(phones("?messageId=s-2&phone=18500000001&status=failed")).isEmpty();
    assertThat(phones("?since=2020-01-01T00:00:00Z")).hasSize(3);
    assertThat(phones("?since=2100-01-01T00:00:00Z")).isEmpty();
    assertThat(phones("?messageId=s-3")).isEmpty();
  }

  @Test
  void pagesToTheEndWhileMoreComes() throws Exception {
    hub.push("", UCloudPushes.delivered("s-1", 25));
    List<String> paged = new ArrayList<>();
    JsonNode page = page("?limit=10");
    while (true) {
      page.path("reports").forEach(report -> paged.add(report.path("phone").asText()));
      hub.push("", UCloudPushes.delivered("later-" + paged.size(), 3));
      if (page.path("next").isNull()) {
        break;
      }
      page = page("?limit=10&before=" + page.path("next").asText());
    }
    assertThat(paged).hasSize(25).doesNotHaveDuplicates().first().isEqualTo("18500000024");
    assertThat(phones("")).as("the usual limit").hasSize(34);
  }

  @Test
  void namesABadParameter() {
    for (String bad :
        List.of(
            "limit=1001",
            "limit=0",
            "before=x",
            "since=2026-11-20",
            "status=ok",
            "phone=nobody",
            "phone=",
            "message=s-1")) {
      HttpResponse<String> answer = hub.manage("/api/reports?" + bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.body()).contains("parameter " + bad.split("=")[0] + " is ");
    }
    assertThat(hub.manage("/api/reports?status=ok").body())
        .contains("status is 'ok'; accepted: delivered, failed, unknown");
  }
}
