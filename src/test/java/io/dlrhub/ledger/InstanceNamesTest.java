package io.dlrhub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.dlrhub.ledger.FeedOptions.Kinds;
import io.dlrhub.ledger.FeedOptions.Start;
import io.dlrhub.ledger.LedgerInstance.Hold;
import io.dlrhub.testing.CapturedLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What instances on one PostgreSQL are called, and what each is seen to do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InstanceNamesTest {

  @TempDir Path folder;
  private String url;

  @BeforeEach
  void database() {
    url = PostgresServer.url(folder.resolve("ledger.db"));
  }

  private Ledger open(String name) {
    return Ledger.open(LedgerOptions.of(url).withInstance(name));
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aSecondLivingOneOfTheSameNameDoesNotStart() {
    try (Ledger one = open("a")) {
      assertThatThrownBy(() -> open("a"))
          .isInstanceOf(LedgerException.class)
          .isNotInstanceOf(UnusableLedger.class)
          .hasMessageContaining("an instance that is called 'a' is alive")
          .hasMessageContaining("dlr.instance");
      assertThat(one.append(Append.of(Reports.numbers(0, 1))).stored()).hasSize(1);
      try (Ledger other = open("b")) {
        assertThat(other.instances()).extracting(LedgerInstance::name).containsExactly("a", "b");
      }
      assertThat(one.instances()).extracting(LedgerInstance::name).containsExactly("a");
    }
    open("a").close();
  }

  /** Its lease would last for an hour more, but none of its sessions is there. */
  @Test
  void oneThatWasKilledHasItsNameBackAtOnce() throws Exception {
    open("a").close();
    sql(
        "UPDATE lease SET owner = gen_random_uuid(), until = clock_timestamp() + interval '1 hour'"
            + " WHERE name = 'instance/a'");
    try (Ledger again = open("a")) {
      assertThat(again.instances()).extracting(LedgerInstance::self).containsExactly(true);
    }
  }

  @Test
  void oneThatHangsIsReplacedWhenItsLeaseHasEnded() throws Exception {
    try (Ledger hung = open("a");
        CapturedLog log = new CapturedLog()) {
      assertThat(hung.instance()).hasValue("a");
      sql(
          "UPDATE lease SET owner = gen_random_uuid(), instance = 'a',"
              + " until = clock_timestamp() - interval '1 second' WHERE name = 'instance/a'");
      try (Ledger next = open("a")) {
        assertThat(next.instances()).extracting(LedgerInstance::name).containsExactly("a");
      }
      assertThat(log.text()).contains("instance/a: a takes over from a");
    }
  }

  @Test
  void whatEachAloneDoesIsSeenByAll() throws Exception {
    try (Ledger one = open("a");
        Ledger other = open("b");
        Feed feed = one.feed(new FeedOptions("file", Kinds.ALL, Start.BEGINNING))) {
      feed.poll(1, Duration.ZERO);
      one.begin("ucloud", "default", "PullUSMSReport");
      assertThat(other.mayFetch("tencent", "default")).isTrue();
      assertThat(one.mayFetch("tencent", "default")).isFalse();
      assertThat(one.mayFetch("tencent", "second")).isTrue();
      assertThat(other.instances().get(0).holds())
          .extracting(Hold::kind, Hold::name)
          .containsExactly(
              tuple("pull", "ucloud/default/PullUSMSReport"),
              tuple("sink", "file"),
              tuple("statistics", "tencent/second"));
      assertThat(other.instances().get(0).holds())
          .extracting(Hold::since)
          .allSatisfy(since -> assertThat(since).isAfterOrEqualTo(one.instances().get(0).since()));
      other.close();
      assertThat(one.mayFetch("tencent", "default")).isTrue();
    }
  }

  @Test
  void aNameOfAHostIsOneOfAFile() {
    assertThat(InstanceName.clean("node/1 ü.example")).isEqualTo("node-1--.example");
    assertThat(InstanceName.clean("..")).isEqualTo("localhost");
    assertThat(InstanceName.ofThisHost()).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }
}
