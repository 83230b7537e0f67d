package io.dlrhub.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.testing.SinkClasses;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkClassesTest {

  @TempDir Path folder;

  @Test
  void areLoadedOnlyForSinksThatAreOn() {
    assertThat(SinkClasses.loadedBy("routes/sinks.yaml", folder))
        .contains("io.dlrhub.sink.file.FileSink")
        .noneMatch(name -> name.startsWith("io.dlrhub.sink.jms."))
        .noneMatch(name -> name.startsWith("jakarta.jms."))
        .noneMatch(name -> name.startsWith("org.apache.activemq."))
        .noneMatch(name -> name.startsWith("io.dlrhub.sink.http.HttpSink"))
        .noneMatch(name -> name.startsWith("org.apache.hc.client5.http.impl."));
  }
}
