package io.dlrhub.sink.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dlrhub.testing.ClassicBroker;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A host that has another client and has left Artemis's out. */
class WithoutArtemisTest {

  @AutoClose private final ClassicBroker broker = new ClassicBroker();

  @Test
  void delivers() throws Exception {
    broker.start();
    deliver();
    assertThat(broker.drain("delivery-reports")).hasSize(1);
  }

  @Test
  void tellsWhatItsOwnClientSays() {
    assertThatThrownBy(this::deliver)
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .hasMessageContaining("Connection refused");
  }

  private void deliver() throws Exception {
    try (URLClassLoader others =
        new URLClassLoader(withoutArtemis(), ClassLoader.getPlatformClassLoader())) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(others);
      try {
        Class<?> client = others.loadClass(OtherClient.class.getName());
        client.getMethod("deliver", String.class).invoke(null, broker.url());
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  private static URL[] withoutArtemis() throws MalformedURLException {
    List<URL> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("artemis")) {
        jars.add(new File(entry).toURI().toURL());
      }
    }
    return jars.toArray(URL[]::new);
  }
}
