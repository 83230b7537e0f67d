package com.example;

import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/** A context with a JMS estate and one dead-letter channel for all, to which reports are added. */
public final class Estate implements AutoCloseable {

  private final CamelContext context = new DefaultCamelContext();
  private final JmsPoolConnectionFactory reports = new JmsPoolConnectionFactory();
  private final JdbcPullJournal journal;

  /**
   * @param settings {@code ucloud.*}, as the routes name them
   */
  public Estate(String broker, DataSource database, Properties settings) throws Exception {
    ConnectionFactory connections = new ActiveMQConnectionFactory(broker);
    reports.setConnectionFactory(connections);
    JmsTransactionManager transactions = new JmsTransactionManager(connections);
    context.getRegistry().bind("required", new SpringTransactionPolicy(transactions));
    JmsComponent jms = JmsComponent.jmsComponentTransacted(connections, transactions);
    context.addComponent("jms", jms);
    DeadLetterChannelDefinition deadLetters = new DeadLetterChannelDefinition("jms:queue:dead");
    deadLetters.useOriginalMessage();
    context.getCamelContextExtension().setErrorHandlerFactory(deadLetters);

    journal = new JdbcPullJournal(database, Clock.systemUTC());
    context.getRegistry().bind("pullJournal", journal);
    context.getRegistry().bind("reportConnections", reports);
    context.getPropertiesComponent().setInitialProperties(settings);
    context.addRoutes(new OrderRoutes());
    context.addRoutes(new ReportRoutes(journal));
  }

  /**
   * Starts, and tells which pulls a crash of the process before has cut short. If that fails they
   * stay in the journal, and the next start tells them.
   */
  public void start() throws Exception {
    journal.create();
    List<JdbcPullJournal.CutShort> cutShort = journal.cutShort();
    context.start();
    try (ProducerTemplate template = context.createProducerTemplate()) {
      for (JdbcPullJournal.CutShort pull : cutShort) {
        template.sendBody("jms:queue:reports.in-doubt", pull.startedAt() + " cut short");
        journal.end(pull.intent());
      }
    }
  }

  public CamelContext context() {
    return context;
  }

  /** Routes first: what is in hand is stored while the broker and the database are still there. */
  @Override
  public void close() {
    context.stop();
    reports.stop();
  }
}
