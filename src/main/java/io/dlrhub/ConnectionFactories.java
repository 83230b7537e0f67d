package io.dlrhub;

import io.dlrhub.config.Configuration;
import io.dlrhub.config.KameletUse;
import io.dlrhub.config.Masked;
import jakarta.jms.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/** Whether every JMS sink that runs finds who makes its connections. */
final class ConnectionFactories {

  private static final String KAMELET = "record-jms-sink";
  private static final String PARAMETER = "connectionFactory";

  /** The schemes of Artemis's client; several brokers stand in brackets. */
  private static final String ARTEMIS = "\\(?(tcp|udp|vm|jgroups)://.+";

  private ConnectionFactories() {}

  /** A line for each that does not; the beans are those of a context that has read its routes. */
  static List<String> errors(Configuration configuration, CamelContext context) {
    List<KameletUse> uses = configuration.uses(KAMELET);
    List<String> errors = new ArrayList<>();
    if (!uses.isEmpty()) {
      Set<String> beans =
          new TreeSet<>(context.getRegistry().findByTypeWithName(ConnectionFactory.class).keySet());
      uses.forEach(use -> error(use, beans).ifPresent(errors::add));
    }
    return errors;
  }

  private static Optional<String> error(KameletUse use, Set<String> beans) {
    Optional<String> named = use.value(PARAMETER);
    if (named.isPresent()) {
      return beans.contains(named.get())
          ? Optional.empty()
          : Optional.of(
              use.nameOf(PARAMETER) + "=" + named.get() + " is not accepted; " + accepted(beans));
    }
    if (beans.size() > 1) {
      return Optional.of(
          use.nameOf(PARAMETER)
              + " is not set, but "
              + beans.size()
              + " beans make JMS connections; "
              + accepted(beans));
    }
    return beans.isEmpty() ? notArtemis(use) : Optional.empty();
  }

  private static String accepted(Set<String> beans) {
    return beans.isEmpty()
        ? "accepted is the name of a bean that makes JMS connections, and there is none: declare"
            + " one under beans: in a route file"
        : "accepted is the name of a bean that makes JMS connections: " + String.join(", ", beans);
  }

  private static Optional<String> notArtemis(KameletUse use) {
    return use.value("url")
        .filter(url -> !url.matches(ARTEMIS))
        .map(
            url ->
                use.nameOf("url")
                    + "="
                    + Masked.text(url, List.of())
                    + " is not accepted; accepted is a broker as Artemis writes it, such as"
                    + " tcp://localhost:61616, unless a bean makes JMS connections");
  }
}
