package io.dlrhub.sink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  @Test
  void signsTheExampleOfTheSpecification() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    String signature =
        new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body);

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void takesATextAsItIs() {
    String text = "correct horse battery staple, 正确";
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    byte[] body = {1, 2, 3};

    assertThat(new WebhookSignature(text).sign("a", 5, body))
        .isEqualTo(new WebhookSignature("whsec_" + base64).sign("a", 5, body));
  }

  @Test
  void signsForManyThreadsAtOnce() {
    String secret = "correct horse battery staple";
    List<byte[]> bodies = IntStream.range(0, 2000).mapToObj(byte[]::new).toList();
    WebhookSignature shared = new WebhookSignature(secret);

    List<String> atOnce = bodies.parallelStream().map(body -> shared.sign("a", 5, body)).toList();

    assertThat(atOnce)
        .isEqualTo(
            bodies.stream().map(body -> new WebhookSignature(secret).sign("a", 5, body)).toList());
  }

  @Test
  void refusesABadSecretWithoutShowingIt() {
    assertThatThrownBy(() -> new WebhookSignature("whsec_not/base64!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not base64")
        .hasMessageContaining("24 to 64 bytes")
        .hasMessageNotContaining("not/base64!");
  }

  @Test
  void refusesASecretOfAWrongLength() {
    for (int length : new int[] {0, 23, 65}) {
      String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[length]);
      assertThatThrownBy(() -> new WebhookSignature(secret))
          .hasMessageContaining("holds " + length + " bytes");
      assertThat(WebhookSecret.isValid(secret)).isFalse();
    }
    assertThat(WebhookSecret.isValid("whsec_" + Base64.getEncoder().encodeToString(new byte[24])))
        .isTrue();
  }
}
