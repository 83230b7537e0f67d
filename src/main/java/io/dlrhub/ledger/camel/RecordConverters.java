package io.dlrhub.ledger.camel;

import io.dlrhub.ledger.Batch;
import io.dlrhub.ledger.RecordLines;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.DeliveryStatistics;
import io.dlrhub.report.Record;
import io.dlrhub.report.RecordJson;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * Type converters: a record is its JSON on one line, a {@link Batch} a JSON array, as text, UTF-8
 * bytes or a stream. Found by Camel through {@code META-INF/services}.
 */
public final class RecordConverters implements TypeConverterLoader {

  @Override
  public void load(TypeConverterRegistry registry) {
    add(registry, DeliveryReport.class, RecordConverters::json);
    add(registry, DeliveryStatistics.class, RecordConverters::json);
    add(registry, Batch.class, value -> array((Batch) value));
  }

  private static byte[] json(Object value) {
    return RecordJson.write((Record) value);
  }

  private static byte[] array(Batch batch) {
    return RecordLines.of(batch.lines()).jsonArray();
  }

  private static void add(
      TypeConverterRegistry registry, Class<?> from, Function<Object, byte[]> bytes) {
    add(registry, byte[].class, from, bytes::apply);
    add(
        registry,
        String.class,
        from,
        value -> new String(bytes.apply(value), StandardCharsets.UTF_8));
    add(registry, InputStream.class, from, value -> new ByteArrayInputStream(bytes.apply(value)));
  }

  private static void add(
      TypeConverterRegistry registry,
      Class<?> to,
      Class<?> from,
      Function<Object, Object> conversion) {
    registry.addTypeConverter(
        to,
        from,
        new SimpleTypeConverter(false, (type, exchange, value) -> conversion.apply(value)));
  }
}
