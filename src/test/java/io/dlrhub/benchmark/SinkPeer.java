package io.dlrhub.benchmark;

import io.vertx.core.Vertx;

/**
 * A receiver of HTTP that reads every body and answers 204, in a process of its own. Serves until
 * that ends.
 */
final class SinkPeer {

  private SinkPeer() {}

  public static void main(String[] args) throws Exception {
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(
            request ->
                request.body().onSuccess(body -> request.response().setStatusCode(204).end()))
        .listen(Integer.parseInt(args[0]), "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }
}
