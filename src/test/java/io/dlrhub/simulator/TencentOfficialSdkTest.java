package io.dlrhub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.qcloudsms.SmsSenderUtil;
import com.github.qcloudsms.httpclient.DefaultHTTPClient;
import com.github.qcloudsms.httpclient.HTTPMethod;
import com.github.qcloudsms.httpclient.HTTPRequest;
import com.github.qcloudsms.httpclient.HTTPResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * The vendor's client (qcloudsms 1.0.6) signs and sends. It has no {@code pullcallbackstatus} of
 * its own, so the request is put together as its {@code SmsStatusPuller} does, misspelt header
 * included.
 */
class TencentOfficialSdkTest {

  @Test
  void acceptsWhatTheOfficialClientSigns() throws Exception {
    try (TencentSimulator tencent = TencentSimulator.builder().start()) {
      int phones = tencent.send().phones().size();
      long random = SmsSenderUtil.getRandom();
      long now = SmsSenderUtil.getCurrentTime();
      long hour = HourlyFigures.hourOf(Instant.now());
      String signature = SmsSenderUtil.calculateSignature(TencentSimulator.APP_KEY, random, now);
      HTTPRequest request =
          new HTTPRequest(HTTPMethod.POST, tencent.endpoint() + "v5/tlssmssvr/pullcallbackstatus")
              .addHeader("Conetent-Type", "application/json")
              .addQueryParameter("sdkappid", TencentSimulator.SDK_APP_ID)
              .addQueryParameter("random", random)
              .setBody(
                  "{\"sig\":\"%s\",\"time\":%d,\"begin_date\":%d,\"end_date\":%d}"
                      .formatted(signature, now, hour - 1, hour));
      HTTPResponse answer = new DefaultHTTPClient().fetch(request);
      JsonNode body = RawClient.MAPPER.readTree(answer.body);
      assertThat(body.path("result").asInt(-1)).as(answer.body).isZero();
      assertThat(body.path("data").path("success").asInt()).isEqualTo(phones);
    }
  }
}
