package io.dlrhub.config;

import static io.dlrhub.config.Key.Secrecy.OPEN;
import static io.dlrhub.config.Key.Secrecy.PASSWORD;
import static io.dlrhub.config.Key.Secrecy.SECRET;
import static io.dlrhub.config.KeyTypes.ACCOUNT;
import static io.dlrhub.config.KeyTypes.BROKER_URL;
import static io.dlrhub.config.KeyTypes.CHARSET;
import static io.dlrhub.config.KeyTypes.COUNTRY;
import static io.dlrhub.config.KeyTypes.DURATION_TYPE;
import static io.dlrhub.config.KeyTypes.ENDPOINT;
import static io.dlrhub.config.KeyTypes.FILE_PERMISSIONS;
import static io.dlrhub.config.KeyTypes.HOSTS;
import static io.dlrhub.config.KeyTypes.LEDGER_URL;
import static io.dlrhub.config.KeyTypes.NETWORKS;
import static io.dlrhub.config.KeyTypes.PROXY;
import static io.dlrhub.config.KeyTypes.RECEIVER_URL;
import static io.dlrhub.config.KeyTypes.SCHEDULE;
import static io.dlrhub.config.KeyTypes.SIZE_TYPE;
import static io.dlrhub.config.KeyTypes.STATUSES;
import static io.dlrhub.config.KeyTypes.SWITCH;
import static io.dlrhub.config.KeyTypes.TEXT;
import static io.dlrhub.config.KeyTypes.TOKENS;
import static io.dlrhub.config.KeyTypes.choice;
import static io.dlrhub.config.KeyTypes.number;

import io.dlrhub.config.Key.Secrecy;
import io.dlrhub.report.FileAccess;
import io.dlrhub.sink.http.RequestHeaders;
import io.dlrhub.sink.http.WebhookSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every documented key with its default, declared here and nowhere else: routes use placeholders
 * without defaults, and the table in docs/configuration.md is checked against this one.
 */
final class Keys {

  private static final KeyType PORT = number(0, 65535);

  /** In the order docs/configuration.md lists them. */
  static final List<Key> ALL = List.copyOf(new Keys().keys);

  private static final Map<String, Key> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, key -> key));

  private final List<Key> keys = new ArrayList<>();

  private Keys() {
    server();
    outbound();
    ledger();
    ucloud();
    tencent();
    sinks();
    intake();
  }

  private void server() {
    add("camel.server.port", "8080", PORT, "port of the intake");
    add("camel.server.host", "0.0.0.0", TEXT, "address the intake listens on");
    add(
        "camel.server.max-body-size",
        "1048576",
        number(1, 1L << 30),
        "most bytes a request body may have; a longer one is answered 413");
    add("camel.management.port", "9876", PORT, "port of health, metrics and JSON API");
    add("camel.management.host", "127.0.0.1", TEXT, "address the management port listens on");
    add(
        "dlr.instance",
        null,
        ACCOUNT,
        "name of this instance among those that share a ledger on PostgreSQL, and in the names of"
            + " its files there; each needs one of its own; the host's name by default");
  }

  private void outbound() {
    String http = "dlr.http.";
    add(
        http + "proxy",
        null,
        PROXY,
        SECRET,
        "proxy on the way to providers and receivers; none takes Java's proxy properties, then"
            + " HTTPS_PROXY and HTTP_PROXY. Loopback is reached directly");
    add(
        http + "no-proxy",
        null,
        TEXT,
        "hosts reached directly, separated by commas: names with all below them, addresses,"
            + " networks, each with :port if need be, or *; none takes NO_PROXY");
    add(
        http + "trust-store",
        null,
        TEXT,
        "authorities trusted for providers instead of the platform's: PKCS 12, JKS, or"
            + " .pem/.crt/.cer");
    add(http + "trust-store-password", null, TEXT, PASSWORD, "password of that trust store");
  }

  private void ledger() {
    add(
        "dlr.ledger.url",
        "jdbc:sqlite:data/ledger.db",
        LEDGER_URL,
        "the durable ledger, jdbc:sqlite:PATH, whose folder is made; or jdbc:postgresql://HOST/DATABASE,"
            + " which several instances share");
    add("dlr.ledger.username", null, TEXT, "user of the ledger's database; SQLite has none");
    add(
        "dlr.ledger.password",
        null,
        TEXT,
        PASSWORD,
        "password of the ledger's database; SQLite has none");
    add(
        "dlr.ledger.retention",
        "30d",
        DURATION_TYPE,
        "records older than this that every enabled sink has passed are removed; until then they"
            + " are queryable and de-duplicated");
    add(
        "dlr.quarantine.max-size",
        "1g",
        SIZE_TYPE,
        "most bytes kept of what could not be understood; oldest entries go first, counted");
    add("dlr.phone.region", "CN", COUNTRY, "region of a phone written without country code");
  }

  private void ucloud() {
    String prefix = "dlr.ucloud.";
    add(prefix + "endpoint", "https://api.ucloud.cn/", ENDPOINT, "gateway of every UCloud action");
    add(prefix + "account", "default", ACCOUNT, "our name for the account; part of the identity");
    add(prefix + "public-key", null, TEXT, "UCloud's public key");
    add(prefix + "private-key", null, TEXT, SECRET, "UCloud's private key");
    add(prefix + "project-id", null, TEXT, "UCloud's project, such as org-abc123");
    add(prefix + "region", null, TEXT, "UCloud's region, such as cn-bj2; video needs it");
    add(prefix + "zone", null, TEXT, "UCloud's zone, such as cn-bj2-02; video needs it");
    add(prefix + "pull.enabled", "false", SWITCH, "PullUSMSReport on a timer");
    add(prefix + "pull.period", "30s", DURATION_TYPE, "pause between pulls; pages are drained");
    add(prefix + "pull.limit", "200", number(1, 200), "reports a pull asks for");
    add(prefix + "push.enabled", "false", SWITCH, "take UCloud's push");
    add(prefix + "push.path", "/ucloud/reports", KeyTypes.PATH, "where pushes are taken");
    add(
        prefix + "push.token",
        null,
        TOKENS,
        SECRET,
        "secret of a push, as ?token= or Authorization: Bearer; two may be valid at once");
    add(prefix + "push.allow", null, NETWORKS, "networks pushes may come from; none means any");
    add(
        prefix + "push.open",
        "false",
        SWITCH,
        "anyone who reaches the port may push; without it the hub starts only with a token or"
            + " networks");
    add(prefix + "query.enabled", "false", SWITCH, "ask for tracked SMS without a report");
    add(prefix + "video-query.enabled", "false", SWITCH, "ask for tracked video SMS likewise");
    add(
        prefix + "query.max-per-second",
        "5",
        number(1, 1000),
        "most calls a second of both queries of an account together; a call asks for up to 100 messages");
    add(
        "dlr.query.schedule",
        "5m,10m,30m,1h,3h,6h,12h",
        SCHEDULE,
        "when, after sending, a message without a report is asked for; after the last step it is"
            + " reported as missing");
  }

  private void tencent() {
    String prefix = "dlr.tencent.";
    add(prefix + "endpoint", "https://yun.tim.qq.com/", ENDPOINT, "gateway of Tencent's v5 API");
    add(prefix + "account", "default", ACCOUNT, "our name for the account");
    add(prefix + "sdk-app-id", null, number(1, Long.MAX_VALUE / 16), "Tencent's SDK AppID");
    add(prefix + "app-key", null, TEXT, SECRET, "Tencent's App Key");
    add(prefix + "statistics.enabled", "false", SWITCH, "fetch hourly delivery statistics");
    add(prefix + "statistics.period", "5m", DURATION_TYPE, "pause between fetches");
    add(
        prefix + "statistics.lookback",
        "72h",
        DURATION_TYPE,
        "how far back an hour's figures may still change");
    add(
        prefix + "statistics.running-hour",
        "false",
        SWITCH,
        "fetch the hour that is not over too; nearly every fetch then brings a new revision");
  }

  private void sinks() {
    String file = "dlr.sink.file.";
    add(file + "enabled", "true", SWITCH, "write records to NDJSON files, one a UTC day");
    add(file + "directory", "data/reports", TEXT, "where the files go; it is made");
    add(file + "rotate", "false", SWITCH, "move finished files to finished/ in that directory");
    String jms = "dlr.sink.jms.";
    add(jms + "enabled", "false", SWITCH, "send records to a JMS broker, one message each");
    add(jms + "url", "tcp://localhost:61616", BROKER_URL, "the broker, as its client writes it");
    add(jms + "username", null, TEXT, "user at the broker");
    add(jms + "password", null, TEXT, PASSWORD, "password at the broker");
    add(
        jms + "destination",
        "queue:delivery-reports",
        new KeyType("queue:NAME or topic:NAME", v -> v.matches("(queue|topic):\\S+")),
        "where the messages go");
    add(
        jms + "connection-factory",
        null,
        TEXT,
        "name of a bean that makes connections, for another broker than Artemis; a single such"
            + " bean is found without");
    add(jms + "batch-size", "500", number(1, 10_000), "messages a transaction");
    String http = "dlr.sink.http.";
    add(http + "enabled", "false", SWITCH, "post records as JSON arrays");
    add(http + "url", null, RECEIVER_URL, "where they are posted");
    add(
        http + "secret",
        null,
        new KeyType(WebhookSecret.ACCEPTED, WebhookSecret::isValid)
            .doubting(
                WebhookSecret::isWeak,
                "is shorter than 24 bytes, which can be found by trying; openssl rand -base64 32"
                    + " makes one, written with whsec_ before it"),
        SECRET,
        "signs each request (Standard Webhooks); what is signed is what is sent");
    add(http + "batch-size", "100", number(1, 10_000), "most records a request");
    add(
        http + "delivered",
        "2xx",
        STATUSES,
        "answers that mean delivered; one other than 2xx counts for a lone record only, and a batch"
            + " so answered is split until each is alone");
    add(
        http + "refused",
        "400,413,422",
        STATUSES,
        "answers that mean that a record is refused: it becomes a dead letter");
    add(
        http + "parallel",
        "1",
        number(1, 64),
        "requests at once, each of at most batch-size records; those about one message stay in"
            + " order");
    add(http + "connect-timeout", "5s", DURATION_TYPE, "for a connection with its TLS handshake");
    add(http + "timeout", "30s", DURATION_TYPE, "for a whole request with its answer");
    add(http + "username", null, TEXT, "user of basic authentication");
    add(http + "password", null, TEXT, PASSWORD, "password of basic authentication");
    add(http + "bearer-token", null, TEXT, SECRET, "token of bearer authentication");
    add(
        http + "headers",
        null,
        new KeyType(RequestHeaders.ACCEPTED, RequestHeaders::isValid),
        SECRET,
        "more headers, as Name: value; Name: value");
    add(http + "gzip", "false", SWITCH, "send bodies compressed");
    add(
        http + "trust-store",
        null,
        TEXT,
        "authorities trusted instead of the platform's: PKCS 12, JKS, or .pem/.crt/.cer");
    add(http + "trust-store-password", null, TEXT, PASSWORD, "password of the trust store");
    String any = "dlr.sink.<name>.";
    add(any + "records", "all", choice("all", "reports", "statistics"), "what that sink gets");
    add(any + "max-per-second", null, number(1, 10_000_000), "its pace; none means no limit");
    add(
        any + "start",
        "now",
        choice("now", "beginning"),
        "where a sink that is new to the ledger starts");
  }

  private void intake() {
    add("dlr.messages.token", null, TOKENS, SECRET, "secret of POST /messages, given as a push's");
    add(
        "dlr.messages.open",
        "false",
        SWITCH,
        "anyone who reaches the port may hand in sent messages; without it and without a token POST"
            + " /messages is answered 403");
    add("dlr.messages.directory", null, TEXT, "folder watched for lists of sent messages");
    add(
        "dlr.messages.quiet",
        "5s",
        DURATION_TYPE,
        "how long a list has not changed when it is taken; one seen under a temporary name before is"
            + " taken at once");
    add(
        "dlr.messages.charset",
        null,
        CHARSET,
        "charset of the lists; none means that each is looked at: UTF-8, UTF-16, GBK or GB18030");
    add(
        "dlr.intake.trusted-proxies",
        null,
        NETWORKS,
        "networks whose X-Forwarded-For, Forwarded and X-Real-IP are believed");
    add(
        "dlr.files.permissions",
        FileAccess.DEFAULT,
        FILE_PERMISSIONS,
        "of every file that is written: ledger, records, lists and their reasons, archive; folders"
            + " likewise; the image sets rw-rw----");
    String management = "dlr.management.";
    add(
        management + "token",
        null,
        TOKENS,
        SECRET,
        "secrets that the API asks for, as Authorization: Bearer; none means that on loopback it asks"
            + " for none, and that beyond it shows no phones and changes nothing");
    add(
        management + "read-token",
        null,
        TOKENS,
        SECRET,
        "secrets that may read what the API shows and change nothing");
    add(
        "dlr.management.hosts",
        null,
        HOSTS,
        "names a request to the API may be for, beside loopback names and addresses, separated by"
            + " commas; others are answered 421, but for health and metrics");
    String most = "dlr.intake.max-";
    add(
        most + "elements",
        "50000",
        number(1, 1_000_000),
        "most elements of an array of reports or messages, and values inside one of them; more is answered 413");
    add(most + "keys", "1000", number(1, 100_000), "most keys of one object; more is answered 413");
    add(
        most + "digits",
        "1000",
        number(1, 1_000_000),
        "most digits of one number; more is answered 413");
    add(
        most + "text",
        "65536",
        number(1, 1 << 24),
        "most characters of one text or key; more is answered 413");
    add(
        most + "rejects",
        "100",
        number(1, 10_000),
        "unusable elements of a body kept in quarantine one by one; those beyond are kept as one range of it");
  }

  private void add(String name, String value, KeyType type, String meaning) {
    add(name, value, type, OPEN, meaning);
  }

  private void add(String name, String value, KeyType type, Secrecy secrecy, String meaning) {
    keys.add(new Key(name, value, type, secrecy, meaning));
  }

  /** The key of that name; a sink's own key for {@code dlr.sink.audit.records} and the like. */
  static Optional<Key> find(String name) {
    return documented(name).or(() -> documented(SinkKeys.ofAny(name)));
  }

  private static Optional<Key> documented(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Whether a component looks the key up itself, without a placeholder in a route. */
  static boolean readByJava(String name) {
    return name.startsWith("dlr.ledger.")
        || name.startsWith("dlr.quarantine.")
        || name.startsWith("dlr.intake.max-")
        || name.startsWith("dlr.http.")
        || name.equals("dlr.ucloud.push.open")
        || name.startsWith("dlr.management.")
        || name.equals("dlr.files.permissions")
        || name.equals("dlr.query.schedule")
        || name.equals("dlr.phone.region");
  }

  /** Of those, whether it may hold anything. */
  static boolean isSecretReadByJava(String name) {
    KeyType type = find(name).map(Key::type).orElse(null);
    return readByJava(name) && (type == KeyTypes.TEXT || type == TOKENS);
  }
}
