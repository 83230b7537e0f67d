package io.dlrhub.sink.jms;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dlrhub.ledger.DeadLetterFilter;
import io.dlrhub.ledger.ReplayOptions;
import io.dlrhub.ledger.Reports;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatus;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import io.dlrhub.sink.ReplayedDelivery;
import io.dlrhub.testing.ArtemisBroker;
import io.dlrhub.testing.FaultProxy;
import io.dlrhub.testing.FaultProxy.Mode;
import io.dlrhub.testing.SinkHost;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped route, from the ledger to a real broker. */
class JmsRouteTest {

  @TempDir static Path brokerFolder;
  private static ArtemisBroker broker;

  @TempDir Path folder;
  private final String queue = "reports-" + UUID.randomUUID();
  private FaultProxy proxy;
  private SinkHost host;

  @BeforeAll
  static void startBroker() {
    broker = new ArtemisBroker(brokerFolder).start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void makeHost() {
    proxy = new FaultProxy(broker.port());
    host =
        SinkHost.withOnly("jms", folder)
            .set("dlr.sink.jms.destination", "queue:" + queue)
            .set("dlr.sink.jms.url", "tcp://127.0.0.1:" + proxy.port() + "?callTimeout=1000");
  }

  @AfterEach
  void stop() {
    host.close();
    proxy.close();
  }

  @Test
  void sendsEveryRecordInOrderAsTheContractSays() throws JMSException {
    host.start();
    host.append(Reports.numbers(0, 1200));
    host.append(List.of(Reports.statistics(3, 50)));
    host.awaitDelivered("jms");

    List<Message> messages = broker.drain(queue);
    assertThat(records(messages.subList(0, 1200))).isEqualTo(Reports.numbers(0, 1200));
    Message first = messages.get(0);
    DeliveryReport report = Reports.number(0);
    assertThat(first.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    assertThat(first.getJMSCorrelationID()).isEqualTo("session-0");
    assertThat(
            Map.of(
                "dlrId", first.getStringProperty("dlrId"),
                "dlrType", first.getStringProperty("dlrType"),
                "dlrProvider", first.getStringProperty("dlrProvider"),
                "dlrStatus", first.getStringProperty("dlrStatus"),
                "_AMQ_DUPL_ID", first.getStringProperty("_AMQ_DUPL_ID")))
        .isEqualTo(
            Map.of(
                "dlrId", report.id().toString(),
                "dlrType", "delivery-report",
                "dlrProvider", "ucloud",
                "dlrStatus", "delivered",
                "_AMQ_DUPL_ID", report.id().toString()));
    Message statistics = messages.get(1200);
    assertThat(statistics.getStringProperty("dlrType")).isEqualTo("delivery-statistics");
    assertThat(statistics.getStringProperty("dlrStatus")).isNull();
    assertThat(statistics.getJMSCorrelationID()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"CUT", "CUT_ANSWERS", "HALF_OPEN", "SLOW_ANSWERS"})
  void putsEachRecordInTheQueueOnceWhateverTheNetworkDoes(Mode trouble) {
    host.start();
    host.append(Reports.numbers(0, 100));
    host.awaitDelivered("jms");
    proxy.mode(trouble);
    host.append(Reports.numbers(100, 700));
    await().during(Duration.ofMillis(1500)).atMost(LIMIT).until(() -> host.sink("jms").lag() > 0);

    proxy.mode(Mode.PASS).cut();
    host.awaitDelivered("jms");

    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 700));
  }

  @Test
  void goesOnInANewQueueWhenTheBrokerHasRemovedItsOwn() throws Exception {
    host.start();
    host.append(Reports.numbers(0, 10));
    host.awaitDelivered("jms");
    assertThat(broker.drain(queue)).hasSize(10);
    broker.remove(queue);
    host.append(Reports.numbers(10, 20));
    host.awaitDelivered("jms");
    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(10, 20));
  }

  @Test
  void putsEachRecordInTheQueueOnceWhenTheBrokerIsSlowButFine() {
    host.start();
    host.append(Reports.numbers(0, 1));
    host.awaitDelivered("jms");
    int connections = proxy.connections();
    proxy.mode(Mode.LATE_ANSWERS);
    host.append(Reports.numbers(1, 1200));
    host.awaitDelivered("jms");

    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 1200));
    assertThat(proxy.connections()).as("none was given up").isEqualTo(connections);
  }

  /** Seen without: Artemis refuses the commit each time, and the queue gets nothing more. */
  @Test
  void givesUpARecordWhoseIdNoBrokerTakesAndDeliversTheRest() {
    String absurd = "x".repeat(300_000);
    host.start();
    host.append(Reports.numbers(0, 5));
    host.append(List.of(Reports.of(absurd, "18512345678", DeliveryStatus.DELIVERED, "r")));
    host.append(Reports.numbers(5, 10));
    host.awaitDelivered("jms");

    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 10));
    assertThat(host.ledger().deadLetters().list(DeadLetterFilter.ALL, Long.MAX_VALUE, 10))
        .singleElement()
        .satisfies(dead -> assertThat(dead.reason()).contains("messageId", "16384"));
  }

  @Test
  void takesARecordOfAMegabyte() {
    DeliveryReport large =
        Reports.of("session-large", "18512345678", DeliveryStatus.DELIVERED, "r".repeat(500_000));
    host.start();
    host.append(List.of(Reports.number(0), large, Reports.number(1)));
    host.awaitDelivered("jms");

    assertThat(records(broker.drain(queue)))
        .containsExactly(Reports.number(0), large, Reports.number(1));
  }

  /** The broker has committed, and nobody told the sink. */
  @Test
  void putsEachRecordInTheQueueOnceThoughTheAnswerToACommitWasLost() {
    host.start();
    host.append(Reports.numbers(0, 1));
    host.awaitDelivered("jms");
    proxy.mode(Mode.CUT_ANSWERS);
    host.append(Reports.numbers(1, 4));
    await().atMost(LIMIT).until(() -> proxy.connections() > 2);

    proxy.mode(Mode.PASS).cut();
    host.awaitDelivered("jms");

    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 4));
  }

  @Test
  void sendsABatchOneByOneWhenTheBrokerKnowsPartOfIt() {
    host.start();
    sendPastTheFeed(Reports.numbers(0, 10), null);
    sendPastTheFeed(Reports.numbers(5, 15), null);

    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 15));
  }

  @Test
  void isNotSwallowedWhenItIsAReplay() {
    host.start();
    sendPastTheFeed(Reports.numbers(0, 3), null);
    sendPastTheFeed(Reports.numbers(0, 3), "replay");

    assertThat(broker.drain(queue)).hasSize(6);
  }

  @Test
  void aReplayReachesTheQueueThoughTheBrokerKnowsEveryId() throws JMSException {
    host.start();
    host.append(Reports.numbers(0, 700));
    host.awaitDelivered("jms");
    broker.drain(queue);
    for (int i = 0; i < 2; i++) {
      String name = replay();
      List<Message> messages = broker.drain(queue);
      assertThat(records(messages)).isEqualTo(Reports.numbers(0, 700));
      assertThat(messages.get(0).getStringProperty("_AMQ_DUPL_ID"))
          .isEqualTo(Reports.number(0).id() + "/" + name);
      assertThat(messages.get(0).getStringProperty("dlrId"))
          .isEqualTo(Reports.number(0).id().toString());
    }
  }

  /** The network breaks in the middle of it: it is repeated, and the broker drops what it knows. */
  @Test
  void aReplayPutsEachRecordInTheQueueOnceWhateverTheNetworkDoes() {
    host.start();
    host.append(Reports.numbers(0, 700));
    host.awaitDelivered("jms");
    broker.drain(queue);
    proxy.mode(Mode.CUT_ANSWERS);
    int before = proxy.connections();
    host.ledger().replays().start(everything());
    await().atMost(LIMIT).until(() -> proxy.connections() > before + 1);
    proxy.mode(Mode.PASS).cut();
    awaitReplay();
    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 700));
  }

  private static ReplayOptions everything() {
    return new ReplayOptions("jms", Instant.EPOCH, null, null, null, null);
  }

  private String replay() {
    String name = host.ledger().replays().start(everything()).name();
    awaitReplay();
    return name;
  }

  private void awaitReplay() {
    await().atMost(LIMIT).until(() -> !host.ledger().replays().of("jms").orElseThrow().running());
  }

  @Test
  void takesAnotherConnectionFactoryThatIsDeclaredAsABean() {
    host.bind("other", new ActiveMQConnectionFactory(broker.url()))
        .set("dlr.sink.jms.url", "tcp://127.0.0.1:1")
        .start();
    host.append(Reports.numbers(0, 5));
    host.awaitDelivered("jms");

    assertThat(records(broker.drain(queue))).isEqualTo(Reports.numbers(0, 5));
  }

  @Test
  void everySubscriberOfATopicGetsEveryRecordInOrder() throws JMSException {
    String topic = "topic-" + UUID.randomUUID();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer one = session.createConsumer(session.createTopic(topic));
        MessageConsumer two = session.createConsumer(session.createTopic(topic))) {
      connection.start();
      host.set("dlr.sink.jms.destination", "topic:" + topic).start();
      host.append(Reports.numbers(0, 700));
      host.awaitDelivered("jms");

      assertThat(records(receive(one, 700))).isEqualTo(Reports.numbers(0, 700));
      assertThat(records(receive(two, 700))).isEqualTo(Reports.numbers(0, 700));
    }
  }

  private static List<Message> receive(MessageConsumer consumer, int count) throws JMSException {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      Message next = consumer.receive(LIMIT.toMillis());
      assertThat(next).as("message %d", messages.size()).isNotNull();
      messages.add(next);
    }
    return messages;
  }

  private void sendPastTheFeed(List<? extends Record> records, String replay) {
    try (var producer = host.context().createFluentProducerTemplate()) {
      var result =
          producer
              .withProcessor(
                  exchange -> {
                    exchange.getMessage().setBody(records);
                    exchange.setProperty(ReplayedDelivery.PROPERTY, replay);
                  })
              .to(
                  "kamelet:record-jms-sink/past-the-feed?url="
                      + broker.url()
                      + "&destination=queue:"
                      + queue)
              .send();
      assertThat(result.getException()).isNull();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Record> records(List<Message> messages) {
    return messages.stream().map(JmsRouteTest::record).toList();
  }

  private static Record record(Message message) {
    try {
      return RecordJson.read(message.getBody(String.class).getBytes(StandardCharsets.UTF_8));
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
