package io.dlrhub;

import io.dlrhub.report.Literal;
import org.apache.camel.CamelContext;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.engine.DefaultBeanIntrospection;
import org.apache.camel.spi.BeanIntrospection;

/** Gives beans of routes and Kamelets the values of the configuration to the letter. */
final class LiteralValues extends DefaultBeanIntrospection {

  private LiteralValues() {}

  static void use(CamelContext context) {
    LiteralValues values = new LiteralValues();
    values.setCamelContext(context);
    context.getCamelContextExtension().addContextPlugin(BeanIntrospection.class, values);
  }

  @Override
  public boolean setProperty(
      CamelContext context,
      TypeConverter converter,
      Object target,
      String name,
      Object value,
      String reference,
      boolean fluentBuilder,
      boolean privateSetter,
      boolean ignoreCase)
      throws Exception {
    return super.setProperty(
        context,
        converter,
        target,
        name,
        value instanceof String text ? Literal.decode(text) : value,
        reference,
        fluentBuilder,
        privateSetter,
        ignoreCase);
  }
}
