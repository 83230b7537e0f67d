package io.dlrhub.messages;

import io.dlrhub.report.SentMessage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file of sent messages, NDJSON, JSON or CSV by its name's ending. A good file's messages
 * become the body, read as they are asked for; of a bad one nothing is taken, and the reason is
 * written beside where it goes.
 *
 * <p>Sets the exchange property {@code dlrFolder} to where the file is to be moved, {@code done} or
 * {@code failed}.
 */
public final class SentMessageFile implements Processor, CamelContextAware {

  /** Exchange property: the folder the file is to be moved to. */
  public static final String FOLDER = "dlrFolder";

  private static final Logger LOG = LoggerFactory.getLogger(SentMessageFile.class);
  private static final String FAILED = "failed";

  private CamelContext context;

  @Override
  public void process(Exchange exchange) throws Exception {
    Path file = exchange.getMessage().getMandatoryBody(File.class).toPath();
    Iterable<SentMessage> messages = () -> open(file);
    try {
      messages.forEach(message -> {});
    } catch (BadMessage e) {
      refuse(exchange, file, e);
      return;
    }
    exchange.setProperty(FOLDER, "done");
    exchange.getMessage().setBody(messages);
  }

  private static void refuse(Exchange exchange, Path file, BadMessage problem) throws IOException {
    LOG.warn("{} is not taken: {}", file.getFileName(), problem.getMessage());
    Path reason = file.resolveSibling(FAILED).resolve(file.getFileName() + ".reason.txt");
    Files.createDirectories(reason.getParent());
    Files.writeString(reason, problem.getMessage() + "\n");
    exchange.setProperty(FOLDER, FAILED);
    exchange.setRouteStop(true);
  }

  private Iterator<SentMessage> open(Path file) {
    boolean csv = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    try {
      java.io.Reader in = Files.newBufferedReader(file);
      return csv ? SentMessageLists.of(context).csv(in) : SentMessageLists.of(context).json(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file.getFileName() + " cannot be read", e);
    }
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    context = camelContext;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
