package com.example;

import org.apache.camel.builder.RouteBuilder;

/** What this host did before: orders that come and go by JMS, in transactions. */
public final class OrderRoutes extends RouteBuilder {

  @Override
  public void configure() {
    onException(IllegalArgumentException.class).handled(true).to("jms:queue:orders.refused");

    from("jms:queue:orders")
        .routeId("orders")
        .transacted()
        .filter(body().isEqualTo("not an order"))
        .throwException(new IllegalArgumentException("not an order"))
        .end()
        .to("jms:queue:orders.accepted");

    from("jms:queue:invoices")
        .routeId("invoices")
        .throwException(new IllegalStateException("invoices are not taken yet"));
  }
}
