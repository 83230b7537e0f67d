package io.dlrhub.benchmark;

import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RecordJson;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** The same messages through Artemis's core client, as many a commit as the JMS sink has. */
final class BareJms implements SinkRounds.Sender {

  private static final String QUEUE = "bare";
  private static final int BATCH = 500;

  /** As the sink sets it. */
  private static final int WINDOW = 1024 * 1024;

  private static final String RUN = HexFormat.of().toHexDigits(System.nanoTime());

  private record Body(String text, String messageId, String status) {}

  private final List<Body> bodies;
  private final ServerLocator locator;
  private final ClientSession session;
  private final ClientProducer producer;
  private final String broker;
  private long sent;

  BareJms(String broker, List<byte[]> lines) throws Exception {
    this.broker = broker;
    bodies = lines.stream().map(BareJms::body).toList();
    locator = ActiveMQClient.createServerLocator(broker).setProducerWindowSize(WINDOW);
    session = locator.createSessionFactory().createTransactedSession();
    session.createQueue(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
    producer = session.createProducer(QUEUE);
  }

  private static Body body(byte[] line) {
    DeliveryReport report = (DeliveryReport) RecordJson.read(line);
    return new Body(
        new String(line, StandardCharsets.UTF_8), report.messageId(), report.status().wireName());
  }

  @Override
  public double run(int records) throws Exception {
    long start = System.nanoTime();
    for (int from = 0; from < records; from += BATCH) {
      for (int i = from; i < Math.min(records, from + BATCH); i++) {
        producer.send(message(bodies.get(i % bodies.size())));
      }
      session.commit();
    }
    double rate = records * 1e9 / (System.nanoTime() - start);
    Queues.empty(broker, QUEUE);
    return rate;
  }

  private ClientMessage message(Body body) {
    String id = RUN + HexFormat.of().toHexDigits(sent++);
    ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
    message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(body.text()));
    message.putStringProperty("_AMQ_DUPL_ID", id);
    message.putStringProperty("dlrId", id);
    message.putStringProperty("dlrType", "delivery-report");
    message.putStringProperty("dlrProvider", "ucloud");
    message.putStringProperty("dlrStatus", body.status());
    message.putStringProperty("JMSCorrelationID", body.messageId());
    return message;
  }

  @Override
  public void close() throws ActiveMQException {
    session.close();
    locator.close();
  }
}
