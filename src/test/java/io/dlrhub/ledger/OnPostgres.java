package io.dlrhub.ledger;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has the tests of a class run on a real PostgreSQL. */
public final class OnPostgres implements BeforeAllCallback, AfterAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Ledgers.onPostgres = true;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Ledgers.onPostgres = false;
  }
}
