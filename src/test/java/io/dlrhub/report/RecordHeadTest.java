package io.dlrhub.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Reports;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeadTest {

  @Test
  void isTheSameReadFromTheLineAsTakenFromTheRecord() {
    for (Record record : List.of(Reports.number(7), Reports.statistics(3, 50))) {
      assertThat(RecordHead.read(RecordJson.write(record))).isEqualTo(RecordHead.of(record));
    }
    assertThat(RecordHead.of(Reports.number(7)).messageId()).isEqualTo("session-7");
    assertThat(RecordHead.of(Reports.statistics(3, 50)).messageId()).isNull();
  }

  @Test
  void isReadInWhateverOrderTheFieldsCome() {
    String line =
        "{\"raw\":{\"id\":\"no\",\"status\":[]},\"status\":\"failed\",\"messageId\":\"m\","
            + "\"provider\":\"p\",\"type\":\"delivery-report\",\"id\":\"i\"}";

    assertThat(RecordHead.read(line.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new RecordHead("i", "delivery-report", "p", "m", "failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{}", "{\"id\":\"i\",\"type\":\"t\"}", "{\"id\":"})
  void refusesWhatIsNoRecord(String text) {
    assertThatThrownBy(() -> RecordHead.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a record");
  }
}
