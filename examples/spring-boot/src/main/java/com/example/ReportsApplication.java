package com.example;

import io.dlrhub.management.HostManagement;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A host of Spring Boot: what runs stands in {@code camel/}, settings in application.yaml. */
@SpringBootApplication
public class ReportsApplication {

  public static void main(String... args) {
    SpringApplication.run(ReportsApplication.class, args);
  }

  /** The hub's meters among this host's, its health checks in Actuator. */
  @Bean
  CamelContextConfiguration reportsInActuator(MeterRegistry meters) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        try {
          HostManagement.attach(context, meters);
        } catch (Exception e) {
          throw new IllegalStateException("meters and health checks of the reports", e);
        }
      }

      @Override
      public void afterApplicationStart(CamelContext context) {
        // Nothing is left to do.
      }
    };
  }
}
