package io.dlrhub.testing;

import static io.dlrhub.testing.Waiting.LIMIT;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A real Artemis broker in a process of its own, with its journal on the disk. */
public final class ArtemisBroker implements AutoCloseable {

  private static final String READY = "broker-ready";

  private final Path folder;
  private final int port;
  private final List<String> flags;
  private String username;
  private String password;
  private Process process;

  /** As small as a test wants it. */
  public ArtemisBroker(Path folder) {
    this(folder, "-Xmx256m", "-XX:TieredStopAtLevel=1");
  }

  /** With flags for its JVM. */
  public ArtemisBroker(Path folder, String... flags) {
    this.folder = folder;
    this.flags = List.of(flags);
    this.port = Ports.free(1)[0];
  }

  /** From the next start on it takes this user alone, who may do everything. */
  public ArtemisBroker secured(String username, String password) {
    this.username = username;
    this.password = password;
    return this;
  }

  /** The broker process itself: folder and port, and the only user with a password. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    boolean secured = arguments.length > 2;
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(true)
            .setSecurityEnabled(secured)
            .setJournalType(JournalType.NIO)
            .setJournalFileSize(Integer.getInteger("journal-file-size", 1024 * 1024))
            .setJournalDirectory(folder.resolve("journal").toString())
            .setBindingsDirectory(folder.resolve("bindings").toString())
            .setPagingDirectory(folder.resolve("paging").toString())
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            // Else senders wait for ever on a machine whose disk is nine tenths full.
            .setMaxDiskUsage(-1)
            .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + arguments[1]);
    if (Boolean.getBoolean("made-by-operators")) {
      configuration.addAddressSetting(
          "#", new AddressSettings().setAutoCreateQueues(false).setAutoCreateAddresses(false));
    }
    String whenFull = System.getProperty("address-full");
    if (whenFull != null) {
      configuration.addAddressSetting(
          "#",
          new AddressSettings()
              .setAddressFullMessagePolicy(AddressFullMessagePolicy.valueOf(whenFull))
              .setMaxSizeBytes(Long.getLong("address-bytes"))
              .setDefaultAddressRoutingType(RoutingType.ANYCAST)
              .setDefaultQueueRoutingType(RoutingType.ANYCAST));
    }
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    if (secured) {
      admit(arguments[2], arguments[3], configuration, broker);
    }
    broker.start();
    Files.writeString(folder.resolve(READY), "");
  }

  private static void admit(
      String username, String password, Configuration configuration, EmbeddedActiveMQ broker) {
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(username, password);
    users.addRole(username, "all");
    broker.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    configuration.putSecurityRoles(
        "#", Set.of(new Role("all", true, true, true, true, true, true, true, true, true, true)));
  }

  public int port() {
    return port;
  }

  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Starts it and waits until it takes connections. */
  public ArtemisBroker start() {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(READY));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(flags);
      command.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              ArtemisBroker.class.getName(),
              folder.toString(),
              String.valueOf(port)));
      if (username != null) {
        command.addAll(List.of(username, password));
      }
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("broker.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    org.awaitility.Awaitility.await()
        .atMost(LIMIT)
        .failFast("the broker ended", () -> !process.isAlive())
        .until(() -> Files.exists(folder.resolve(READY)));
    return this;
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the broker does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Takes every message off a queue. */
  public List<Message> drain(String queue) {
    List<Message> messages = new ArrayList<>();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
        Connection connection = factory.createConnection(username, password);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
      connection.start();
      for (Message next = consumer.receive(1000); next != null; next = consumer.receive(1000)) {
        messages.add(next);
      }
      return messages;
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes a queue, as an operator does where the flag {@code -Dmade-by-operators=true} is set. Its
   * address outlives it, for a topic of the same name.
   */
  public void make(String queue) throws Exception {
    administer(
        session -> {
          SimpleString address = SimpleString.of(queue);
          if (!session.addressQuery(address).isExists()) {
            session.createAddress(address, EnumSet.allOf(RoutingType.class), false);
            session.createQueue(
                QueueConfiguration.of(queue + "-subscriber")
                    .setAddress(queue)
                    .setRoutingType(RoutingType.MULTICAST));
          }
          session.createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
        });
  }

  /** Makes a queue at another address. */
  public void make(String queue, String address) throws Exception {
    administer(
        session -> {
          session.createAddress(SimpleString.of(address), RoutingType.ANYCAST, false);
          session.createQueue(
              QueueConfiguration.of(queue).setAddress(address).setRoutingType(RoutingType.ANYCAST));
        });
  }

  /** Removes a queue, as a broker does with one that nobody uses. */
  public void remove(String queue) throws Exception {
    administer(session -> session.deleteQueue(queue));
  }

  /** Removes an address with its queues. */
  public void removeAddress(String address) throws Exception {
    administer(
        session -> {
          session.start();
          try (ClientRequestor operator =
              new ClientRequestor(session, SimpleString.of("activemq.management"))) {
            ClientMessage order = session.createMessage(false);
            ManagementHelper.putOperationInvocation(
                order, ResourceNames.BROKER, "deleteAddress", address, true);
            ClientMessage reply = operator.request(order);
            if (!ManagementHelper.hasOperationSucceeded(reply)) {
              throw new IllegalStateException(String.valueOf(ManagementHelper.getResult(reply)));
            }
          }
        });
  }

  private interface Work {
    void in(ClientSession session) throws Exception;
  }

  private void administer(Work work) throws Exception {
    try (ServerLocator locator = ActiveMQClient.createServerLocator(url());
        ClientSessionFactory factory = locator.createSessionFactory();
        ClientSession session = factory.createSession(true, true)) {
      work.in(session);
    }
  }

  /** How many messages a queue has. */
  public int count(String queue) {
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
        Connection connection = factory.createConnection(username, password);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
      connection.start();
      return Collections.list(browser.getEnumeration()).size();
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
