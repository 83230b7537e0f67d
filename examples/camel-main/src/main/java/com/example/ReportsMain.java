package com.example;

import org.apache.camel.main.Main;

/** A host of Camel Main: what runs stands in {@code routes/}. */
public final class ReportsMain {

  private ReportsMain() {}

  public static void main(String... args) throws Exception {
    System.exit(new Main(ReportsMain.class).run(args));
  }
}
