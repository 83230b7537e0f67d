package io.dlrhub.sink.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.ledger.Reports;
import io.dlrhub.report.Channel;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Origin;
import io.dlrhub.report.RawJson;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateShapeTest {

  private static final DeliveryReport REPORT =
      DeliveryReport.builder()
          .provider("ucloud")
          .account("default")
          .channel(Channel.VIDEO)
          .messageId("T-1")
          .phone("18512345678")
          .status(DeliveryStatus.DELIVERED)
          .segments(3)
          .receivedAt(Reports.RECEIVED)
          .origin(Origin.PULL)
          .raw(RawJson.of("{\"List\":[{\"Code\":7},{\"Code\":\"说 \\\"8\\\"\"}],\"a-b\":true}"))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"n":"$.segments"}                | {"n":3}
          {"a":{"b":["$.messageId",1,"x"]}} | {"a":{"b":["T-1",1,"x"]}}
          "$.raw.List[1].Code"              | "说 \\"8\\""
          ["$.raw.List[0]","$.raw.a-b"]     | [{"Code":7},true]
          ["$.raw.List[2]","$.raw.no.no"]   | [null,null]
          {"p":"$.partId","none":null}      | {"p":null,"none":null}
          """)
  void putsWhatThePathsFindIntoTheTemplate(String template, String expected) {
    assertThat(shaped(template, REPORT)).isEqualTo(expected);
  }

  @Test
  void shapesStatisticsToo() {
    assertThat(shaped("{\"n\":\"$.delivered\",\"s\":\"$.status\"}", Reports.statistics(3, 50)))
        .isEqualTo("{\"n\":50,\"s\":null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"$.mesageId\"",
        "\"$.raw..Code\"",
        "\"$.raw[*]\"",
        "\"$phone\"",
        "\"$\"",
        "\"$.raw[\"",
        "{\"a\":[\"$.raw['x']\"]}"
      })
  void refusesAPathThatNamesNothingInAnyRecord(String template) {
    assertThatThrownBy(() -> new TemplateShape().setTemplate(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("template holds $")
        .hasMessageContaining("accepted is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "{a:1}", "{} {}", ""})
  void refusesATemplateThatIsNotJson(String template) {
    assertThatThrownBy(() -> new TemplateShape().setTemplate(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("template is not JSON");
  }

  private static String shaped(String template, Record record) {
    TemplateShape shape = new TemplateShape();
    shape.setTemplate(template);
    return new String(shape.line(record, RecordJson.write(record)), StandardCharsets.UTF_8);
  }
}
