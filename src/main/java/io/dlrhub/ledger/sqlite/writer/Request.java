package io.dlrhub.ledger.sqlite.writer;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A small task whose caller waits for its result.
 *
 * @param <T> what is answered
 */
public final class Request<T> implements WriterTask {

  /** What is done in the transaction. */
  public interface Work<T> {
    T in(Database database) throws SQLException;
  }

  private final Work<T> work;
  private final java.util.function.Consumer<T> afterCommit;
  private final boolean first;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private T result;

  /**
   * @param afterCommit brings memory up to date, on the writer's thread, before the caller goes on
   */
  public Request(Work<T> work, java.util.function.Consumer<T> afterCommit) {
    this(work, afterCommit, false);
  }

  private Request(Work<T> work, java.util.function.Consumer<T> afterCommit, boolean first) {
    this.work = work;
    this.afterCommit = afterCommit;
    this.first = first;
  }

  /** One that is written before the appends it shares a transaction with. */
  public static <T> Request<T> beforeAppends(Work<T> work) {
    return new Request<>(work, done -> {}, true);
  }

  @Override
  public boolean comesFirst() {
    return first;
  }

  @Override
  public void write(Database database) throws SQLException {
    result = work.in(database);
  }

  @Override
  public void committed() {
    try {
      afterCommit.accept(result);
    } finally {
      answer.complete(result);
    }
  }

  @Override
  public void failed(LedgerException cause) {
    answer.completeExceptionally(cause);
  }

  /** Completed by the commit. */
  public CompletableFuture<T> answer() {
    return answer;
  }

  /** Waits for the commit. */
  T await() {
    return await(answer);
  }

  /** Waits for an answer of the writer. */
  public static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while waiting for the commit", e);
    } catch (ExecutionException e) {
      // A new one, so that the trace shows this caller too.
      throw new LedgerException(e.getCause().getMessage(), e.getCause());
    }
  }
}
