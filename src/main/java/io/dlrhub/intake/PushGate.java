package io.dlrhub.intake;

import io.dlrhub.http.Networks;
import io.dlrhub.memory.MemoryRefused;
import io.dlrhub.memory.TooLong;
import io.dlrhub.memory.UnknownEncoding;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * First step of a push Kamelet: refuses what may not come in, and hands on the body as a {@code
 * byte[]} without any header of the request.
 *
 * <p>As the filter of its platform-http endpoint it lets only those headers in that it looks at,
 * and only those of the answer out: headers come from the network and steer many a Camel component.
 *
 * <p>Where an {@link IntakeServer} serves the path, its route asks the same gate before the body is
 * read.
 *
 * <p>A path is one gate's: it has it from when it is made until its route is stopped, and again
 * when its route is started.
 */
public final class PushGate implements Processor, HeaderFilterStrategy, CamelContextAware, Service {

  private CamelContext context;
  private String name;
  private String provider;
  private String path;
  private String token;
  private String allow;
  private String trustedProxies;
  private boolean open = true;
  private int maxBodySize = 1 << 20;
  private Gate gate;
  private Refusals refusals;

  /**
   * Checks the settings and makes the gate known to the server.
   *
   * @throws IllegalArgumentException naming the parameter that cannot be used
   */
  @Override
  public void start() {
    Networks allowed = Networks.of(named("allow"), allow);
    Networks proxies = Networks.of(named("trustedProxies"), trustedProxies);
    if (maxBodySize < 1) {
      throw new IllegalArgumentException(
          named("maxBodySize") + " is '" + maxBodySize + "', accepted is a number of bytes from 1");
    }
    gate = new Gate(new Sources(allowed, proxies), Tokens.of(named("token"), token), open);
    refusals = new Refusals(context, provider, path, maxBodySize);
    PushGates.of(context).add(this);
  }

  /** Gives the path free. */
  @Override
  public void stop() {
    PushGates.of(context).remove(this);
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    Gate.Request request = MessageRequest.of(message);
    Refusal refusal = admitted(exchange) ? null : check(request);
    String detail = null;
    if (refusal == null) {
      try {
        byte[] body = PushBody.read(exchange, maxBodySize);
        message.getHeaders().clear();
        message.setBody(body);
        return;
      } catch (TooLong e) {
        refusal = Refusal.TOO_LARGE;
      } catch (MemoryRefused e) {
        refusal = e.isForGood() ? Refusal.TOO_LARGE : Refusal.OVERLOAD;
      } catch (UnknownEncoding e) {
        refusal = Refusal.ENCODING;
        detail = e.getMessage();
      } catch (ZipException | EOFException e) {
        refusal = Refusal.MALFORMED;
        detail = "the body is not what its Content-Encoding says";
      }
    }
    if (admitted(exchange)) {
      // The exchange has no address and no header of the request there: the server knows them.
      InFlight.of(exchange).refused(refusal, detail);
    } else {
      refused(refusal, request, Refusals.UNKNOWN_SIZE, detail);
    }
    message.getHeaders().clear();
    PushAnswer.refuse(message, refusal, detail);
    exchange.setRouteStop(true);
  }

  /** Whether the server has asked this very gate. */
  private boolean admitted(Exchange exchange) {
    InFlight inFlight = InFlight.of(exchange);
    return inFlight != null && inFlight.passed(this);
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return !MessageRequest.LOOKED_AT.contains(name);
  }

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !PushAnswer.ALLOW.equals(name)
        && !PushAnswer.RETRY_AFTER.equals(name)
        && !Exchange.CONTENT_TYPE.equals(name);
  }

  /** Why a request may not hand in a body, or null when it may. */
  Refusal check(Gate.Request request) {
    return gate.check(request);
  }

  /**
   * Counts and tells what is not taken.
   *
   * @param bytes of the body, as far as they are known; negative where they are not
   * @param detail what the sender was told; null for the refusal's own message
   */
  void refused(Refusal refusal, Gate.Request request, long bytes, String detail) {
    refusals.refused(refusal, gate.sender(request), bytes, detail);
  }

  /** Who the memory of a request's body is counted for: its address, and the token it shows. */
  String[] holders(Gate.Request request) {
    String address = String.valueOf(gate.sender(request));
    int token = gate.token(request);
    return token < 0
        ? new String[] {address}
        : new String[] {address, "token " + token + " of " + path};
  }

  private String named(String parameter) {
    return "parameter " + parameter + " of the push at " + path;
  }

  String path() {
    return path;
  }

  String name() {
    return name;
  }

  int maxBodySize() {
    return maxBodySize;
  }

  /** Id of the Kamelet's route, by which a path that is taken twice is told. */
  public void setName(String name) {
    this.name = name;
  }

  /** The provider's name in metrics. */
  public void setProvider(String provider) {
    this.provider = provider;
  }

  /** The path it is taken at, as for platform-http; Camel hands it on encoded now and then. */
  public void setPath(String path) {
    String decoded = path.contains("%") ? URLDecoder.decode(path, StandardCharsets.UTF_8) : path;
    String whole = decoded.startsWith("/") ? decoded : "/" + decoded;
    // The server answers a path with and without a slash at its end by the same route.
    this.path = whole.length() > 1 && whole.endsWith("/") ? withoutLast(whole) : whole;
  }

  private static String withoutLast(String text) {
    return text.substring(0, text.length() - 1);
  }

  /** Comma-separated secrets, see {@link Tokens}; default none is asked for. */
  public void setToken(String token) {
    this.token = token;
  }

  /** Whether anyone may send where no token is asked for; default true. */
  public void setOpen(boolean open) {
    this.open = open;
  }

  /** Networks that may send, see {@link Networks}; default all. */
  public void setAllow(String allow) {
    this.allow = allow;
  }

  /** Networks whose forwarding headers are believed, see {@link Sources}; default none. */
  public void setTrustedProxies(String trustedProxies) {
    this.trustedProxies = trustedProxies;
  }

  /** Most bytes of a body; default 1 MiB. */
  public void setMaxBodySize(int maxBodySize) {
    this.maxBodySize = maxBodySize;
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
