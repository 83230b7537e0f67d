package io.dlrhub.ledger.sqlite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dlrhub.ledger.LedgerException;
import io.dlrhub.ledger.sqlite.file.Database;
import org.junit.jupiter.api.Test;

class TaskQueueTest {

  private record Task(int records) implements WriterTask {
    @Override
    public void write(Database database) {}

    @Override
    public void committed() {}

    @Override
    public void failed(LedgerException cause) {}

    @Override
    public boolean isAppend() {
      return true;
    }
  }

  private final TaskQueue queue = new TaskQueue();

  @Test
  void smallAppendsGoBeforeLargeOnesOfWhichOneGoesAtATime() throws InterruptedException {
    Task first = add(10_000);
    Task second = add(10_000);
    Task small = add(1);
    Task hundred = add(100);
    assertThat(queue.take(0))
        .usingElementComparator(TaskQueueTest::same)
        .containsExactly(small, hundred, first);
    Task late = add(1);
    assertThat(queue.take(0))
        .usingElementComparator(TaskQueueTest::same)
        .containsExactly(late, second);
    assertThat(queue.take(0)).isEmpty();
  }

  private static int same(WriterTask one, WriterTask other) {
    return one == other ? 0 : 1;
  }

  private Task add(int records) {
    Task task = new Task(records);
    queue.add(task);
    return task;
  }
}
