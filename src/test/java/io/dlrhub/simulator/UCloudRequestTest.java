package io.dlrhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signature and transport, with the vectors of the official SDK (docs/protocol/ucloud.md). */
class UCloudRequestTest {

  private static final UCloudAccount.Keys VECTOR_KEYS =
      new UCloudAccount.Keys(
          "ucloudsomeone@example.com1296235120854146120",
          "46f09bb9fab4f12dfc160dae12273d5332b5debe",
          null);
  private static final String PUBLIC_KEY = "\"PublicKey\":\"" + VECTOR_KEYS.publicKey() + "\"";

  private final UCloudSimulator ucloud = UCloudSimulator.builder().start();
  private final RawClient client = new RawClient(ucloud);

  @AfterEach
  void stop() {
    ucloud.close();
  }

  @Test
  void takesGetFormAndFlatJson() throws Exception {
    Map<String, String> signed = RawClient.signed("PullUSMSReport", "Limit", "100");
    assertThat(retCode(client.get(RawClient.form(signed)))).isZero();
    assertThat(retCode(client.send(signed))).isZero();
    ObjectNode json = RawClient.MAPPER.createObjectNode();
    signed.forEach(json::put);
    json.put("Limit", 100);
    assertThat(retCode(client.post("application/json", json.toString()))).isZero();
    assertThat(ucloud.requests()).isEqualTo(3);
  }

  @Test
  void answersWithTheRequestIdInAHeader() throws Exception {
    HttpResponse<String> answer = client.send(RawClient.signed("PullUSMSReport"));
    assertThat(answer.headers().firstValue("X-UCLOUD-REQUEST-UUID")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("json");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "U1|085c97d3d7828bd95eb38ea9069afed573c745fc|`\"Action\":\"PullUSMSReport\",\"Limit\":200,\"ProjectId\":\"org-abc123\"`",
        "U2|46605c76a9b82025ce518916a982bd7639f366b2|`\"Action\":\"GetUSMSSendReceipt\",\"ProjectId\":\"org-abc123\",\"Region\":\"cn-bj2\",\"SessionNoSet.0\":\"5a3f0001-7b42-4c1e-9d10-000000000001\",\"SessionNoSet.1\":\"5a3f0001-7b42-4c1e-9d10-000000000002\"`",
        "U2 as array|46605c76a9b82025ce518916a982bd7639f366b2|`\"Action\":\"GetUSMSSendReceipt\",\"ProjectId\":\"org-abc123\",\"Region\":\"cn-bj2\",\"SessionNoSet\":[\"5a3f0001-7b42-4c1e-9d10-000000000001\",\"5a3f0001-7b42-4c1e-9d10-000000000002\"]`",
        "U2n nested|f389a16e42988591d826d75fe4ad174113b7de6a|`\"Action\":\"GetUSMSSendReceipt\",\"ProjectId\":\"org-abc123\",\"Region\":\"cn-bj2\",\"SessionNoSet\":[\"5a3f0001-7b42-4c1e-9d10-000000000001\",\"5a3f0001-7b42-4c1e-9d10-000000000002\"]`",
        "U4|3a719e0755c0e1f42177f604f4f4b8c662587d89|`\"Action\":\"GetISMSSendReceipt\",\"ProjectId\":\"org-abc123\",\"Region\":\"cn-zj\",\"Zone\":\"cn-zj-01\",\"TaskIdSet.0\":\"task-中文-1\",\"TaskIdSet.1\":\"task-2\"`",
        "U6|7ca30fc3892024b090caea06a90586cfeeaf6d67|`\"Action\":\"TypeProbe\",\"Flag\":true,\"Limit\":1,\"Rate\":42.0`",
        "U10|68eb6017a775abf4e4aff780aad8a6c7f8a6b0c0|`\"Action\":\"PullUSMSReport\",\"Limit\":100,\"ProjectId\":\"\"`"
      })
  void acceptsWhatTheOfficialClientsSign(String name, String signature, String parameters)
      throws Exception {
    ucloud.addAccount(VECTOR_KEYS);
    String body = "{" + parameters + "," + PUBLIC_KEY + ",\"Signature\":\"" + signature + "\"}";
    // TypeProbe is no action: 161 comes after the signature was found right.
    assertThat(retCode(client.post("application/json", body))).isIn(0, 161);
  }

  @Test
  void refusesAWrongSignatureWithoutNamingTheAction() throws Exception {
    Map<String, String> changed = RawClient.signed("PullUSMSReport", "Limit", "100");
    changed.put("Limit", "200");
    HttpResponse<String> answer = client.send(changed);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RawClient.MAPPER.readTree(answer.body()))
        .isEqualTo(
            RawClient.MAPPER.readTree(
                "{\"Message\":\"Signature VerifyAC Error\",\"RetCode\":171}"));
  }

  @Test
  void saysUserNotExistsWhenTheKeyWasNotEscaped() throws Exception {
    String query = RawClient.form(RawClient.signed("PullUSMSReport")).replace("%2B", "+");
    HttpResponse<String> answer = client.get(query);
    assertThat(retCode(answer)).isEqualTo(172);
    assertThat(answer.body()).contains("User Not Exists");
  }

  @Test
  void missesActionSignatureAndUnknownActionsByTheirCodes() throws Exception {
    Map<String, String> unsigned = RawClient.signed("PullUSMSReport");
    unsigned.remove("Signature");
    assertThat(retCode(client.send(unsigned))).isEqualTo(170);
    assertThat(retCode(client.send(Map.of("PublicKey", "x")))).isEqualTo(160);
    assertThat(retCode(client.send(RawClient.signed("Pull")))).isEqualTo(161);
    assertThat(retCode(client.send(RawClient.signed("PullUSMSReport", "ProjectId", "org-other"))))
        .isEqualTo(292);
    assertThat(retCode(client.post("application/json", "{nope"))).isEqualTo(18000);
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED,153",
    "NO_ACTION,160",
    "UNKNOWN_ACTION,161",
    "NO_SIGNATURE,170",
    "WRONG_SIGNATURE,171",
    "NO_SUCH_USER,172",
    "ADDRESS_REFUSED,294",
    "SERVICE_UNAVAILABLE,150"
  })
  void refusesOnRequestOnceAndThenNoMore(Fault fault, int code) throws Exception {
    ucloud.faults().next(fault);
    HttpResponse<String> answer = client.send(RawClient.signed("PullUSMSReport"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(retCode(answer)).isEqualTo(code);
    assertThat(answer.body()).doesNotContain("\"Action\"");
    assertThat(retCode(client.send(RawClient.signed("PullUSMSReport")))).isZero();
    assertThat(ucloud.faults().count(fault)).isEqualTo(1);
  }

  @Test
  void failsByChanceAsOftenAsAsked() throws Exception {
    ucloud.faults().chance(Fault.RATE_LIMITED, 0.3);
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      refused += retCode(client.send(RawClient.signed("PullUSMSReport"))) == 153 ? 1 : 0;
    }
    assertThat(refused).isBetween(10, 50).isEqualTo(ucloud.faults().count(Fault.RATE_LIMITED));
  }

  private static int retCode(HttpResponse<String> answer) throws Exception {
    JsonNode retCode = RawClient.MAPPER.readTree(answer.body()).path("RetCode");
    assertThat(retCode.isInt()).as(answer.body()).isTrue();
    return retCode.asInt();
  }
}
