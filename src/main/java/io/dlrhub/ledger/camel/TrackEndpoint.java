package io.dlrhub.ledger.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code ledger:track} registers sent messages whose reports are expected, and goes on when they
 * are durable. Takes a {@link io.dlrhub.report.SentMessage}, a list or an iterator of them, or JSON
 * text, bytes or a stream: an object, an array or NDJSON (docs/tracking.md). Sets the header {@code
 * dlrTracked} to how many were accepted, known ones included, and {@code dlrNew} to how many of
 * them told something new: a message, or a phone of a known one.
 */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "ledger",
    title = "Ledger track",
    syntax = "ledger:track",
    producerOnly = true,
    category = {Category.DATABASE})
public class TrackEndpoint extends DefaultEndpoint {

  TrackEndpoint(String uri, LedgerComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() {
    return new TrackProducer(this, ((LedgerComponent) getComponent()).ledger());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "ledger:track takes sent messages; ledger:due hands on those to ask for");
  }
}
