package io.dlrhub.sink.http;

import io.dlrhub.ledger.Batch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request of the batch that comes next, made while the receiver works on the one before it. */
final class NextPost {

  private static final Logger LOG = LoggerFactory.getLogger(NextPost.class);

  private final Function<Batch, Post> making;
  private Batch batch;
  private Post post;

  NextPost(Function<Batch, Post> making) {
    this.making = making;
  }

  /** That of a batch; made now unless it is there. */
  synchronized Post of(Batch wanted) {
    Post made = batch == wanted ? post : null;
    batch = null;
    post = null;
    return made == null ? making.apply(wanted) : made;
  }

  /**
   * Makes it.
   *
   * @param next nullable
   */
  synchronized void make(Batch next) {
    if (next == null || next == batch) {
      return;
    }
    try {
      post = making.apply(next);
      batch = next;
    } catch (RuntimeException | Error e) { // the request under way has nothing to do with it
      LOG.debug("what is wrong shows when its turn comes", e);
    }
  }
}
