package io.dlrhub.provider.tencent;

import io.dlrhub.provider.GiveBack;
import io.dlrhub.provider.GrowingPause;
import io.dlrhub.provider.HostBeans;
import io.dlrhub.provider.HttpAnswer;
import io.dlrhub.provider.ProviderRequest;
import io.dlrhub.report.Durations;
import io.dlrhub.report.Rejected;
import io.dlrhub.report.WindowJournal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The bean of the Kamelet {@code tencent-sms-statistics-source}: its options, and its steps as
 * Camel calls them. What they decide is in {@link StatisticsPuller}.
 *
 * <p>The steps, for each tick on which an hour is {@link #due}: {@link #sign}, the HTTP call,
 * {@link #check}, {@link #read}, {@link #normalise}, handing on, {@link #handedOn}; {@link #failed}
 * for an exception in any of them.
 */
public final class StatisticsSource implements CamelContextAware {

  private CamelContext context;
  private String account;
  private String sdkAppId;
  private String appKey;
  private Duration period = Duration.ofMinutes(5);
  private Duration lookback = Duration.ofHours(72);
  private boolean runningHour;
  private Duration minPause = Duration.ofSeconds(5);
  private Duration maxPause = Duration.ofMinutes(15);
  private String clock;
  private String journal;
  private StatisticsPuller puller;

  /**
   * Checks the options; called once when all are set.
   *
   * @throws IllegalArgumentException naming the parameter, its value and what is accepted
   */
  public void start() throws Exception {
    if (maxPause.compareTo(minPause) < 0) {
      throw new IllegalArgumentException(
          "parameter maxPause is "
              + maxPause
              + ", accepted is minPause ("
              + minPause
              + ") or more");
    }
    Clock time = HostBeans.clock(context, clock);
    TencentAccount credentials = new TencentAccount(account, sdkAppId, appKey);
    puller =
        new StatisticsPuller(
            credentials,
            new FetchSchedule(period, lookback, runningHour),
            new GrowingPause(time, minPause, maxPause),
            time,
            HostBeans.journal(context, journal, WindowJournal.class, WindowJournal.inMemory()),
            HostBeans.observer(context));
  }

  /** Whether this tick asks for an hour. */
  public boolean due() {
    return puller.due();
  }

  /** Makes the message the signed request for the hour that is due, and nothing but it. */
  public void sign(Exchange exchange) {
    StatisticsCall call = puller.begin();
    exchange.getExchangeExtension().addOnCompletion(new CallOver(call));
    exchange.getMessage().removeHeaders("*");
    exchange
        .getMessage()
        .setBody(
            new ProviderRequest(
                StatisticsCall.PATH + "?" + call.query(),
                "application/json",
                call.body().getBytes(StandardCharsets.UTF_8)));
  }

  /** The answer has come whole. */
  public void check(Exchange exchange) throws CallFailed {
    HttpAnswer answer = exchange.getMessage().getBody(HttpAnswer.class);
    exchange.getExchangeExtension().addOnCompletion(new GiveBack(answer.held()));
    HttpReply.check(answer);
  }

  /** Makes the message what the answer says. */
  public void read(Exchange exchange) throws CallFailed {
    HttpAnswer answer = exchange.getMessage().getBody(HttpAnswer.class);
    exchange.getMessage().setBody(puller.read(answer));
  }

  /** Makes the message the list of records, with what could not be understood beside it. */
  public void normalise(Exchange exchange) {
    StatisticsPuller.Taken taken =
        puller.normalise(exchange.getMessage().getBody(StatisticsPuller.Answered.class));
    exchange.getMessage().setBody(taken.records());
    exchange.setProperty(Rejected.PROPERTY, taken.rejected());
  }

  /**
   * The list has been handed on.
   *
   * @throws IllegalStateException if what took it says that it was not stored
   */
  public void handedOn(Exchange exchange) {
    HostBeans.requireStored(exchange);
    puller.handedOn();
  }

  /** Something in between has thrown. */
  public void failed(Exchange exchange) {
    puller.failed(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
  }

  /** Our name for the account; part of a record's identity. Required. */
  public void setAccount(String account) {
    this.account = account;
  }

  /** The SDK AppID of Tencent's console. Required. */
  public void setSdkAppId(String sdkAppId) {
    this.sdkAppId = sdkAppId;
  }

  /** The app key that belongs to it. Required, secret. */
  public void setAppKey(String appKey) {
    this.appKey = appKey;
  }

  /** The shortest time between two calls for the same hour; 5 minutes, at least 1 s. */
  public void setPeriod(String period) {
    this.period = Durations.parse("parameter period", period);
  }

  /** How old an hour can be and still change; 72 hours, 1 h to 32 d. */
  public void setLookback(String lookback) {
    this.lookback = Durations.parse("parameter lookback", lookback);
  }

  /** Whether to ask for the hour that is not over yet as well; false. */
  public void setRunningHour(boolean runningHour) {
    this.runningHour = runningHour;
  }

  /** The first pause after trouble; 5 s. Doubled each time until a call succeeds. */
  public void setMinPause(String minPause) {
    this.minPause = Durations.parse("parameter minPause", minPause);
  }

  /** The longest pause, and the one after an error that a person has to mend; 15 minutes. */
  public void setMaxPause(String maxPause) {
    this.maxPause = Durations.parse("parameter maxPause", maxPause);
  }

  /** Name of a {@link java.time.Clock} bean; none for the system's. */
  public void setClock(String clock) {
    this.clock = clock;
  }

  /** Name of a {@link io.dlrhub.report.WindowJournal} bean; none to remember in memory. */
  public void setJournal(String journal) {
    this.journal = journal;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext camelContext) {
    this.context = camelContext;
  }

  /** Frees the next call when a host's error handler ends an exchange before {@link #handedOn}. */
  private final class CallOver extends SynchronizationAdapter {
    private final StatisticsCall call;

    CallOver(StatisticsCall call) {
      this.call = call;
    }

    @Override
    public void onDone(Exchange exchange) {
      puller.over(call);
    }
  }
}
