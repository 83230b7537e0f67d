package io.dlrhub.config;

import io.dlrhub.http.HttpUrl;
import io.dlrhub.http.Networks;
import io.dlrhub.http.ProxyAddress;
import io.dlrhub.ledger.LedgerUrl;
import io.dlrhub.provider.Endpoint;
import io.dlrhub.report.Durations;
import io.dlrhub.report.FileAccess;
import io.dlrhub.report.PhoneNumbers;
import io.dlrhub.sink.http.AnswerCodes;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kinds of value there are. */
final class KeyTypes {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern SIZE = Pattern.compile("\\d{1,12}[kmgKMG]?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}");

  static final KeyType TEXT = new KeyType("any text", value -> true);
  static final KeyType SWITCH =
      new KeyType("true or false", value -> value.equals("true") || value.equals("false"));
  static final KeyType DURATION_TYPE = new KeyType(Durations.ACCEPTED, Durations::isValid);
  static final KeyType SCHEDULE =
      new KeyType(Durations.ACCEPTED_RISING, reads(text -> Durations.rising("", text)));
  static final KeyType SIZE_TYPE =
      new KeyType("a size such as 500k, 64m or 1g, above zero", KeyTypes::size);
  static final KeyType NETWORKS = new KeyType(Networks.ACCEPTED, Networks::isValid);
  static final KeyType HOSTS =
      new KeyType(
          "host names separated by commas, without ports, such as hub.example.org",
          value -> split(value).stream().allMatch(matches(HOST)));
  static final KeyType TOKENS =
      new KeyType(
          "one secret, or two separated by a comma",
          value -> split(value).size() <= 2 && split(value).stream().noneMatch(String::isBlank));
  static final KeyType ACCOUNT =
      new KeyType("a name of letters, digits, '.', '_' and '-'", matches(NAME));
  static final KeyType COUNTRY =
      new KeyType("a country in two capital letters, such as CN", PhoneNumbers::isRegion);
  static final KeyType CHARSET =
      new KeyType("a charset such as UTF-8, GB18030 or UTF-16LE", KeyTypes::charset);
  static final KeyType PATH =
      new KeyType(
          "a path that begins with /",
          value -> value.startsWith("/") && value.matches("[!-~]+") && !value.matches(".*[?#].*"));

  static final KeyType ENDPOINT = new KeyType(Endpoint.ACCEPTED, reads(Endpoint::parse));

  static final KeyType PROXY = new KeyType(ProxyAddress.ACCEPTED, reads(ProxyAddress::parse));

  static final KeyType RECEIVER_URL =
      new KeyType(
          HttpUrl.ACCEPTED
              + " (these have keys of their own, such as dlr.sink.http.username and"
              + " dlr.sink.http.password)",
          HttpUrl::isValid);

  /** Each client has a language of its own; what they share is that it begins with a scheme. */
  static final KeyType BROKER_URL =
      new KeyType(
          "a broker as its client writes it, such as tcp://localhost:61616",
          matches(Pattern.compile("\\(?[A-Za-z][A-Za-z0-9+.-]*:(//|\\().+")));

  static final KeyType LEDGER_URL = new KeyType(LedgerUrl.accepted(), LedgerUrl::isAccepted);

  static final KeyType STATUSES = new KeyType(AnswerCodes.ACCEPTED, AnswerCodes::isValid);

  static final KeyType FILE_PERMISSIONS = new KeyType(FileAccess.ACCEPTED, FileAccess::isValid);

  private KeyTypes() {}

  static KeyType number(long least, long most) {
    return new KeyType(
        "a whole number from " + least + " to " + most,
        value ->
            NUMBER.matcher(value).matches()
                && Long.parseLong(value) >= least
                && Long.parseLong(value) <= most);
  }

  static KeyType choice(String... words) {
    return new KeyType(String.join(" or ", words), value -> Arrays.asList(words).contains(value));
  }

  /** What that reader takes: it refuses by an {@link IllegalArgumentException}. */
  private static Predicate<String> reads(Consumer<String> reader) {
    return value -> {
      try {
        reader.accept(value);
        return true;
      } catch (IllegalArgumentException notOne) {
        return false;
      }
    };
  }

  static List<String> split(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::trim).toList();
  }

  private static boolean charset(String value) {
    try {
      return Charset.isSupported(value);
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  private static boolean size(String value) {
    return SIZE.matcher(value).matches() && !value.matches("0+\\D?");
  }

  private static Predicate<String> matches(Pattern pattern) {
    return value -> pattern.matcher(value).matches();
  }
}
