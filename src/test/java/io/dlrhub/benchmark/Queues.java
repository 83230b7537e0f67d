package io.dlrhub.benchmark;

import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/** The broker's queues, emptied between rounds so that each meets the same broker. */
final class Queues {

  private Queues() {}

  static void empty(String broker, String queue) throws Exception {
    try (ServerLocator locator = ActiveMQClient.createServerLocator(broker);
        ClientSessionFactory factory = locator.createSessionFactory();
        ClientSession session = factory.createSession();
        ClientRequestor requestor = new ClientRequestor(session, "activemq.management")) {
      session.start();
      ClientMessage message = session.createMessage(false);
      ManagementHelper.putOperationInvocation(
          message, ResourceNames.QUEUE + queue, "removeAllMessages");
      ClientMessage answer = requestor.request(message);
      if (!ManagementHelper.hasOperationSucceeded(answer)) {
        throw new IllegalStateException("not emptied: " + ManagementHelper.getResult(answer));
      }
    }
  }
}
