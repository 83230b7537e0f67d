package io.dlrhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Finding;
import io.dlrhub.testing.Certificates;
import io.dlrhub.testing.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of a provider whose certificate is nobody's, and of one that is trusted. */
class ReachabilityCheckTest {

  @TempDir private Path folder;

  @Test
  void aCertificateThatIsNotTrustedIsToldAndATrustedOneIsNot() throws IOException {
    Certificates certificates = new Certificates(folder);
    try (Receiver secure = Receiver.start(certificates.server())) {
      String at = "https://localhost:" + secure.port();
      assertThat(texts(at, ""))
          .anyMatch(text -> text.contains(at + " is not trusted; name its authority"))
          .anyMatch(text -> text.contains("dlr.http.trust-store"));
      assertThat(texts(at, "dlr.http.trust-store=" + certificates.pem() + "\n"))
          .noneMatch(text -> text.contains(at));
      assertThat(secure.requests()).isEmpty();
    }
  }

  private List<String> texts(String endpoint, String more) throws IOException {
    Files.writeString(
        folder.resolve("application.properties"),
        "dlr.ucloud.pull.enabled=true\ndlr.ucloud.public-key=a\ndlr.ucloud.private-key=b\n"
            + "dlr.ucloud.endpoint="
            + endpoint
            + "/\n"
            + more);
    Configuration configuration = Configuration.read(folder, Map.of(), new Properties());
    assertThat(configuration.findings()).noneMatch(Finding::isError);
    return new ReachabilityCheck(configuration).findings().stream().map(Finding::text).toList();
  }
}
