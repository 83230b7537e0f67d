package io.dlrhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.Finding;
import io.dlrhub.testing.HubUnderTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} takes starts, and what it does not take does not: one validator for each. */
class CheckAndStartAgreeTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dlr.ucloud.push.allow|::ffff:127.0.0.0/104|true",
        "dlr.ucloud.push.allow|::ffff:127.0.0.0/95|false",
        "dlr.ucloud.push.allow|127.0.0.0/8 , ::1|true",
        "dlr.ucloud.push.allow|127.0.0.0/33|false",
        "dlr.ucloud.push.allow|fe80::1%eth0|false",
        "dlr.intake.trusted-proxies|10.0.0.0/8,|false",
        "dlr.ucloud.endpoint|HTTP://127.0.0.1:1/|true",
        "dlr.ucloud.endpoint|http://ucloud_api:1|true",
        "dlr.ucloud.endpoint|http://127.0.0.1:99999/|false",
        "dlr.ucloud.endpoint|http://127.0.0.1:1/?x=1|false",
        "dlr.ucloud.pull.period|1h30m|false",
        "dlr.ucloud.pull.period|30|false",
        "dlr.ucloud.pull.period|999999999d|true",
        "dlr.ledger.retention|\u0665d|false",
        "dlr.query.schedule|5m,5m|false",
        "dlr.query.schedule|5m, 30m|true",
        "dlr.messages.quiet|0s|false",
        "dlr.quarantine.max-size|1t|false",
        "dlr.sink.http.url|HTTPS://re_ceiver/x?y=z|true",
        "dlr.sink.http.url|https://me@receiver/|false",
        "dlr.sink.http.timeout|5 s|false",
        "dlr.sink.jms.destination|queue:|false",
        "dlr.phone.region|cn|false",
        "dlr.phone.region|XX|false"
      })
  void aboutEachKindOfValue(String key, String value, boolean good) {
    HubUnderTest.Settings settings =
        HubUnderTest.in(folder)
            .with("dlr.ucloud.pull.enabled", "true")
            .with("dlr.ucloud.public-key", "a")
            .with("dlr.ucloud.private-key", "b")
            .with("dlr.ucloud.endpoint", "http://127.0.0.1:1/")
            .with("dlr.messages.directory", folder.resolve("lists").toString())
            .with("dlr.sink.http.enabled", "true")
            .with("dlr.sink.http.url", "http://127.0.0.1:1/")
            .with(key, value);
    Throwable failure = null;
    try (HubUnderTest hub = settings.start()) {
      assertThat(hub.context().isStarted()).isTrue();
    } catch (RuntimeException e) {
      failure = e;
    }
    boolean checked =
        Configuration.read(folder, Map.of(), new Properties()).findings().stream()
            .noneMatch(Finding::isError);
    assertThat(checked).as("check").isEqualTo(good);
    assertThat(failure == null).as("start: %s", failure).isEqualTo(good);
    if (failure != null) {
      assertThat(failure).hasMessageContaining(key);
    }
  }
}
