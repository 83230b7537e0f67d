package io.dlrhub.intake;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.testing.HubUnderTest;
import io.dlrhub.testing.UCloudPushes;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cannot commit: somebody holds SQLite's write lock. */
class LedgerFailureTest {

  @TempDir Path folder;

  @Test
  void pushesAreAnswered503AndReadinessIsDownUntilTheLedgerCommitsAgain() throws SQLException {
    try (HubUnderTest hub = HubUnderTest.in(folder).start()) {
      assertThat(push(hub, "before").statusCode()).isEqualTo(200);
      assertThat(hub.manage("/observe/health/ready").statusCode()).isEqualTo(200);

      try (Connection other =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/ledger.db"));
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        HttpResponse<String> answer = push(hub, "during");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("{\"code\":503,");
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(hub.manage("/observe/health/ready").body())
                        .contains("\"status\":\"DOWN\"", "dlr-ledger"));
        assertThat(hub.manage("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(hub.manage("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(hub.metric("dlr_ledger_commit_failures_total")).isGreaterThan(0);
        lock.execute("ROLLBACK");
      }

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(hub.manage("/observe/health/ready").statusCode()).isEqualTo(200));
      assertThat(push(hub, "during").statusCode()).isEqualTo(200);
      await().atMost(LIMIT).untilAsserted(() -> assertThat(hub.fileRecords()).hasSize(2));
    }
  }

  private static HttpResponse<String> push(HubUnderTest hub, String session) {
    return hub.push("", UCloudPushes.delivered(session, "18512345678"));
  }
}
