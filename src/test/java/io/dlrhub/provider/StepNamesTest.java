package io.dlrhub.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.report.PullJournal;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The steps of a Kamelet's route have the names of the flow, also where it is used twice and a host
 * has a step of that name.
 */
class StepNamesTest {

  private static final String KEYS =
      "publicKey=p&privateKey=s&endpoint=http://127.0.0.1:1/&region=r&zone=z";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ucloud-usms-receipt-action | sign,call,check,split,normalise",
        "ucloud-isms-receipt-action | sign,call,check,split,normalise"
      })
  void actions(String kamelet, String steps) throws Exception {
    String uri = kamelet + "/%s?account=%s&" + KEYS;
    String text = kamelet.contains("usms") ? uri.replace("&region=r&zone=z", "") : uri;
    assertSteps(steps, to(text.formatted("one", "a")), to(text.formatted("two", "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ucloud-usms-pull-source?tick=1h&publicKey=p&privateKey=s&endpoint=http://127.0.0.1:1/"
            + " | announce,sign,call,check,split,normalise,keep,take-page,hand-on,stored",
        "tencent-sms-statistics-source?callInterval=1h&sdkAppId=1&appKey=k"
            + " | sign,call,check,read,normalise,hand-on,handed-on"
      })
  void sources(String kamelet, String steps) throws Exception {
    String uri = kamelet.replace("?", "/%s?account=%s&");
    assertSteps(steps, from(uri.formatted("one", "a")), from(uri.formatted("two", "b")));
  }

  private static RouteBuilder to(String uri) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:" + Math.abs(uri.hashCode())).to("kamelet:" + uri);
      }
    };
  }

  private static RouteBuilder from(String uri) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("kamelet:" + uri).to("log:nowhere");
      }
    };
  }

  private static void assertSteps(String steps, RouteBuilder... twice) throws Exception {
    try (CamelContext context = new DefaultCamelContext()) {
      context.getRegistry().bind("none", PullJournal.class, PullJournal.NONE);
      for (RouteBuilder one : twice) {
        context.addRoutes(one);
      }
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:host").to("log:host").id("sign");
            }
          });
      context.start();
      for (String route : List.of("one", "two")) {
        List<String> ids = ids(((ModelCamelContext) context).getRouteDefinition(route));
        assertThat(ids).containsSubsequence(steps.split(","));
      }
    }
  }

  private static List<String> ids(RouteDefinition route) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class)
        .stream()
        .map(step -> step.getId())
        .toList();
  }

  @Test
  void aPushIsReadAsTheFlow() throws Exception {
    String yaml =
        new String(
            StepNamesTest.class
                .getResourceAsStream("/kamelets/ucloud-usms-push-source.kamelet.yaml")
                .readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(yaml.lines().map(String::strip).filter(line -> line.matches("(- )?id: .*")))
        .containsExactly(
            "id: admit",
            "id: whole-push",
            "id: check",
            "id: split",
            "id: normalise",
            "id: hand-on",
            "id: taken",
            "- id: any-failure",
            "id: not-taken",
            "id: always",
            "id: answer");
  }
}
