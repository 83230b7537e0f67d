package io.dlrhub.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A UCloud on loopback: real HTTP, real signatures, pulls that delete, pushes that give up after 1
 * + 3 tries, and {@linkplain Faults<Fault> faults} on request.
 *
 * <pre>{@code
 * try (UCloudSimulator ucloud = UCloudSimulator.builder().start()) {
 *   ucloud.account().reports(500);                      // wait to be pulled
 *   ucloud.faults().next("PullUSMSReport", Fault.HALF_BODY);
 *   // dlr.ucloud.endpoint = ucloud.endpoint(), keys = ucloud.account().publicKey(), …
 *   ucloud.outside().keys(HandOutState::lost);                // to compare with the sinks
 * }
 * }</pre>
 */
public final class UCloudSimulator implements AutoCloseable {

  /** Keys of the default account; the public one has what must be escaped in a URL. */
  public static final UCloudAccount.Keys KEYS =
      new UCloudAccount.Keys(
          "simulated+someone@example.com/1296235120854146120==",
          "46f09bb9fab4f12dfc160dae12273d5332b5debe",
          "org-simulated");

  private static final Duration TICK = Duration.ofMillis(50);

  private final Clock clock;
  private final Timer timer;
  private final Traffic traffic;
  private final Faults<Fault> faults;
  private final HandOutRecord outside = new HandOutRecord();
  private final AtomicLong numbers = new AtomicLong();
  private final UCloudGateway gateway = new UCloudGateway();
  private final List<UCloudAccount> accounts = new CopyOnWriteArrayList<>();
  private final UCloudHandler handler;
  private final HttpFront front;
  private final DueAtRate pulse;

  private UCloudSimulator(Builder builder) {
    clock = builder.clock;
    timer = builder.timer == null ? new RealTimer() : builder.timer;
    traffic = builder.traffic == null ? new Traffic(builder.seed) : builder.traffic;
    faults = new Faults<>(Fault.class, builder.seed, Fault::appliesTo);
    addAccount(builder.keys);
    pulse = new DueAtRate(clock);
    addActions();
    handler = new UCloudHandler(gateway, faults, timer);
    front = new HttpFront(builder.port, handler);
    timer.every(TICK, this::advance);
  }

  /** A builder with the defaults: a free port, the system's clock, seed 1. */
  public static Builder builder() {
    return new Builder();
  }

  /** A value for {@code dlr.ucloud.endpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + front.port() + "/";
  }

  /** The first account. */
  public UCloudAccount account() {
    return accounts.get(0);
  }

  /** One more account, with messages and a queue of its own. */
  public UCloudAccount addAccount(UCloudAccount.Keys keys) {
    UCloudAccount account =
        new UCloudAccount(keys, clock, traffic, outside, numbers, this::pushClient);
    accounts.add(account);
    gateway.add(account);
    return account;
  }

  /** The switches of what goes wrong. */
  public Faults<Fault> faults() {
    return faults;
  }

  /** Every report made, and how it was handed out. */
  public HandOutRecord outside() {
    return outside;
  }

  /** Requests that reached the server so far. */
  public long requests() {
    return handler.requests();
  }

  /** The pause of {@link Fault#SLOW}; default 5 s. */
  public UCloudSimulator slowness(Duration pause) {
    handler.slowness(pause);
    return this;
  }

  /** Sends so many messages a second through the first account from now on; 0 ends it. */
  public UCloudSimulator sendPerSecond(double messages) {
    pulse.rate(messages);
    return this;
  }

  /** From now on connections to the gateway are refused. Pushes go on. */
  public void refuseConnections() {
    front.refuse();
  }

  /** Listens again, on the same port. */
  public void acceptConnections() {
    front.accept();
  }

  /**
   * Sends what is due and hands over the reports whose time has come. The timer does it every 50
   * ms; a test with its own clock does it when it has moved the clock.
   */
  public void advance() {
    for (int due = pulse.due(); due > 0; due--) {
      account().send();
    }
    accounts.forEach(UCloudAccount::advance);
  }

  @Override
  public void close() {
    timer.close();
    front.close();
  }

  private PushClient pushClient(URI url, PushOptions options) {
    return new PushClient(url, options, clock, timer, faults, outside);
  }

  private void addActions() {
    gateway.add("PullUSMSReport", new PullAction(outside, clock));
    gateway.add("GetUSMSSendReceipt", new ReceiptAction(false, outside));
    gateway.add("GetISMSSendReceipt", new ReceiptAction(true, outside));
    gateway.add("SendUSMSMessage", new SendAction("SendUSMSMessage", false));
    gateway.add("SendBatchUSMSMessage", new SendBatchAction());
    gateway.add("SendISMSMessage", new SendAction("SendISMSMessage", true));
    gateway.add("SendUSMSVideoMessage", new SendAction("SendUSMSVideoMessage", true));
  }

  /** How to start one. */
  public static final class Builder {
    private int port;
    private Clock clock = Clock.systemUTC();
    private Timer timer;
    private Traffic traffic;
    private long seed = 1;
    private UCloudAccount.Keys keys = KEYS;

    private Builder() {}

    /** Port on 127.0.0.1; default 0, a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Clock of the reports and of the 72 hours; default the system's. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** What pauses are waited with; default real time. */
    public Builder timer(Timer value) {
      timer = value;
      return this;
    }

    /** The messages; default {@code new Traffic(seed)}. */
    public Builder traffic(Traffic value) {
      traffic = value;
      return this;
    }

    /** Seed of messages and faults; default 1. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Keys of the first account; default {@link #KEYS}. */
    public Builder keys(UCloudAccount.Keys value) {
      keys = value;
      return this;
    }

    /**
     * Listens from now on.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public UCloudSimulator start() {
      return new UCloudSimulator(this);
    }
  }
}
