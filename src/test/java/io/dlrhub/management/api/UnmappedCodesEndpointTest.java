package io.dlrhub.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnmappedCodesEndpointTest {

  @TempDir Path folder;

  private static String failed(String phone, String code, String description) {
    return UCloudPushes.receipt("s-1", phone)
        .replace("\"Success\"", "\"发送失败\"")
        .replace("\"ReceiptCode\":\"Delivrd\"", "\"ReceiptCode\":\"" + code + "\"")
        .replace("\"ReceiptDesc\":\"Delivrd\"", "\"ReceiptDesc\":\"" + description + "\"");
  }

  private static JsonNode codes(HubUnderTest hub, String query) throws Exception {
    return new ObjectMapper()
        .readTree(hub.manage("/api/unmapped-codes" + query).body())
        .path("codes");
  }

  @Test
  void countsCodesWithoutAReasonAcrossRestarts() throws Exception {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.push(
          "",
          UCloudPushes.of(
              List.of(
                  failed("18500000001", "ZZZ", "first words"),
                  failed("18500000002", "ZZZ", "other words"),
                  failed("18500000003", "MBBLACK", "a known one"),
                  UCloudPushes.receipt("s-1", "18500000004"))));
      assertThat(codes(hub, "")).hasSize(1);
    }
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      hub.push("", UCloudPushes.of(List.of(failed("18500000005", "ZZZ", "last words"))));
      hub.push("", UCloudPushes.of(List.of(failed("18500000005", "ZZZ", "a duplicate"))));
      hub.push("", UCloudPushes.of(List.of(failed("18500000006", "", ""))));
      JsonNode codes = codes(hub, "");
      assertThat(codes).hasSize(2);
      JsonNode code = codes.get(0);
      assertThat(code.path("provider").asText()).isEqualTo("ucloud");
      assertThat(code.path("channel").asText()).isEqualTo("sms");
      assertThat(code.path("code").asText()).isEqualTo("ZZZ");
      assertThat(code.path("description").asText()).isEqualTo("last words");
      assertThat(code.path("count").asLong()).isEqualTo(3);
      assertThat(code.path("firstAt").asText()).isLessThan(code.path("lastAt").asText());
      JsonNode example =
          new ObjectMapper()
              .readTree(hub.manage("/api/reports?phone=18500000005").body())
              .path("reports")
              .get(0);
      assertThat(code.path("recordId").asText()).isEqualTo(example.path("id").asText());
      assertThat(codes.get(1).path("code").asText("none")).isEmpty();
      assertThat(codes(hub, "?limit=1")).hasSize(1);
    }
  }

  @Test
  void namesABadParameter() {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      for (String bad : List.of("limit=0", "limit=10001", "code=x")) {
        assertThat(hub.manage("/api/unmapped-codes?" + bad).body())
            .startsWith("{\"code\":400,")
            .contains("parameter " + bad.split("=")[0] + " is ");
      }
    }
  }
}
