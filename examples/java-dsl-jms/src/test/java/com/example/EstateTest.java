package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.SimulatedReport;
import io.dlrhub.simulator.UCloudSimulator;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.spi.PropertiesFunction;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estate with a real broker and a simulated UCloud. */
class EstateTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final UCloudSimulator ucloud = UCloudSimulator.builder().start();
  private final JdbcDataSource database = new JdbcDataSource();
  private String url;
  private EmbeddedActiveMQ broker;
  private Estate estate;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      url = "tcp://127.0.0.1:" + socket.getLocalPort();
    }
    database.setURL("jdbc:h2:" + folder.resolve("host"));
    startBroker();
    estate = estate();
    estate.start();
  }

  @AfterEach
  void stop() throws Exception {
    estate.close();
    broker.stop();
    ucloud.close();
  }

  @Test
  void goesOnWithItsOrdersAndTakesReportsBesides() throws Exception {
    List<SimulatedReport> made = ucloud.account().reports(230);
    estate.context().createProducerTemplate().sendBody("jms:queue:orders", "an order");
    estate.context().createProducerTemplate().sendBody("jms:queue:orders", "not an order");
    estate.context().createProducerTemplate().sendBody("jms:queue:invoices", "the whole invoice");

    assertThat(take("delivery-reports", made.size()))
        .extracting(Message::getJMSCorrelationID)
        .containsExactlyInAnyOrderElementsOf(made.stream().map(one -> one.message().id()).toList());
    assertThat(texts("orders.accepted", 1)).containsExactly("an order");
    assertThat(texts("orders.refused", 1)).containsExactly("not an order");
    assertThat(texts("dead", 1)).containsExactly("the whole invoice");
  }

  @Test
  void keepsAPageInHandWhileTheBrokerIsAway() throws Exception {
    broker.stop();
    List<SimulatedReport> made = ucloud.account().reports(40);
    await().atMost(LIMIT).until(() -> ucloud.outside().waiting() == 0);
    startBroker();
    assertThat(take("delivery-reports", made.size())).hasSize(made.size());
    assertThat(take("dead", 0)).isEmpty();
  }

  @Test
  void tellsAPullThatMayHaveLostAPage() throws Exception {
    ucloud.faults().next("PullUSMSReport", Fault.DROPPED_AFTER_READ);
    ucloud.account().reports(3);
    assertThat(texts("reports.in-doubt", 1)).hasSize(1);
    await().atMost(LIMIT).until(() -> journal().cutShort().isEmpty());
  }

  @Test
  void tellsAtTheNextStartWhatACrashHasCutShort() throws Exception {
    estate.close();
    journal().begin("ucloud", "default", "PullUSMSReport");
    estate = estate();
    estate.start();
    assertThat(texts("reports.in-doubt", 1).get(0)).endsWith("cut short");
    await().atMost(LIMIT).until(() -> journal().cutShort().isEmpty());
  }

  private JdbcPullJournal journal() {
    return new JdbcPullJournal(database, Clock.systemUTC());
  }

  private Estate estate() throws Exception {
    Properties settings = new Properties();
    settings.put("ucloud.endpoint", ucloud.endpoint());
    settings.put("ucloud.public-key", ucloud.account().publicKey());
    settings.put("ucloud.private-key", "{{vault:ucloud#private-key}}");
    settings.put("ucloud.project-id", ucloud.account().projectId());
    settings.put("ucloud.period", "500ms");
    Estate made = new Estate(url, database, settings);
    made.context().getPropertiesComponent().addPropertiesFunction(new Vault());
    return made;
  }

  /** Stands for a vault, as camel-hashicorp-vault and camel-aws-secrets-manager bring them. */
  private final class Vault implements PropertiesFunction {
    @Override
    public String getName() {
      return "vault";
    }

    @Override
    public String apply(String remainder) {
      return remainder.equals("ucloud#private-key") ? ucloud.account().privateKey() : null;
    }
  }

  private void startBroker() throws Exception {
    broker = new EmbeddedActiveMQ();
    broker.setConfiguration(
        new ConfigurationImpl()
            .setSecurityEnabled(false)
            .setJournalType(JournalType.NIO)
            .setJournalFileSize(1024 * 1024)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .setMaxDiskUsage(-1)
            .addAcceptorConfiguration("tcp", url));
    broker.start();
  }

  private List<String> texts(String queue, int count) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Message message : take(queue, count)) {
      texts.add(message.getBody(String.class));
    }
    return texts;
  }

  /** That many messages and what comes within half a second after them. */
  private List<Message> take(String queue, int count) throws Exception {
    List<Message> messages = new ArrayList<>();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      connection.start();
      for (Message next = next(consumer, messages, count);
          next != null;
          next = next(consumer, messages, count)) {
        messages.add(next);
      }
    }
    return messages;
  }

  private static Message next(MessageConsumer consumer, List<Message> had, int count)
      throws Exception {
    return consumer.receive(had.size() < count ? LIMIT.toMillis() : 500);
  }
}
