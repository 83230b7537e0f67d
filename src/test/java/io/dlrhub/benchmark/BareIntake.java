package io.dlrhub.benchmark;

import io.dlrhub.ledger.Append;
import io.dlrhub.ledger.Ledger;
import io.dlrhub.ledger.LedgerOptions;
import io.dlrhub.provider.ucloud.UsmsPushReader;
import io.dlrhub.report.PhoneNumbers;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The yardstick: the hub's parser, normaliser and ledger behind a bare Vert.x handler on one event
 * loop a core, with nothing of Camel between. Serves until its process ends.
 */
final class BareIntake extends AbstractVerticle {

  private static final Buffer OK = Buffer.buffer("{\"code\":0,\"message\":\"ok\"}");

  private final Ledger ledger;
  private final int port;
  private final UsmsPushReader reader =
      new UsmsPushReader("default", new PhoneNumbers("CN"), Clock.systemUTC());

  private BareIntake(Ledger ledger, int port) {
    this.ledger = ledger;
    this.port = port;
  }

  public static void main(String[] args) throws Exception {
    Ledger ledger = Ledger.open(LedgerOptions.of("jdbc:sqlite:" + Path.of(args[0], "ledger.db")));
    int port = Integer.parseInt(args[1]);
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx.vertx()
        .deployVerticle(
            () -> new BareIntake(ledger, port), new DeploymentOptions().setInstances(loops))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  @Override
  public void start(Promise<Void> started) {
    vertx
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void take(HttpServerRequest request, Buffer body) {
    ledger
        .appendAsync(Append.of(reader.read(body.getBytes()).reports()))
        .whenComplete(
            (appended, failure) -> context.runOnContext(done -> answer(request, failure)));
  }

  private static void answer(HttpServerRequest request, Throwable failure) {
    request
        .response()
        .setStatusCode(failure == null ? 200 : 503)
        .putHeader("content-type", "application/json")
        .end(OK);
  }
}
