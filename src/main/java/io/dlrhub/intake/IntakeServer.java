package io.dlrhub.intake;

import io.dlrhub.memory.MemoryBudget;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;

/**
 * The hub's HTTP server for pushes: Camel Main's own ({@code camel.server.*}) with an admission.
 *
 * <p>What it adds: every answer is JSON, also those of the server itself; a push is refused before
 * its body is read; a body costs the memory of what has arrived of it; when too much is waiting, or
 * something waits longer than five seconds, the answer is 503; a connection without traffic is
 * closed after two minutes. The Kamelets work without it, on any server of platform-http.
 *
 * <p>For Camel Main: call {@link #attach} before Main configures itself, in {@code
 * MainListener.beforeInitialize}. It changes nothing else, and nothing where {@code
 * camel.server.enabled} is false.
 */
public final class IntakeServer implements MainHttpServerFactory {

  /** Most bytes of a body where {@code camel.server.max-body-size} is not set. */
  public static final long MAX_BODY_SIZE = 1 << 20;

  /**
   * As many pushes may wait for one commit. Fewer would make commits smaller, and slower overall.
   */
  private static final int WORKERS = 64;

  private final MainHttpServerFactory standard = new DefaultMainHttpServerFactory();
  private final Admission admission = new Admission(MemoryBudget.ofProcess());
  private volatile long maxBodySize = MAX_BODY_SIZE;

  private IntakeServer() {}

  /** Makes the context's HTTP server one of these. */
  public static IntakeServer attach(CamelContext context) {
    IntakeServer server = new IntakeServer();
    context.getRegistry().bind("dlrIntakeServer", MainHttpServerFactory.class, server);
    context.getRegistry().bind("dlrVertxOptions", VertxOptions.class, options());
    IntakeEngine engine = new IntakeEngine(server.admission, () -> server.maxBodySize);
    engine.setCamelContext(context);
    context
        .getRegistry()
        .bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, engine);
    return server;
  }

  /** Without the copies of classpath files in a temporary folder that nothing here needs. */
  private static VertxOptions options() {
    FileSystemOptions files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return new VertxOptions().setWorkerPoolSize(WORKERS).setFileSystemOptions(files);
  }

  @Override
  public Service newHttpServer(
      CamelContext context, HttpServerConfigurationProperties configuration) {
    if (configuration.getMaxBodySize() == null) {
      configuration.setMaxBodySize(MAX_BODY_SIZE);
    }
    MainHttpServer plain = (MainHttpServer) standard.newHttpServer(context, configuration);
    maxBodySize = configuration.getMaxBodySize();
    MainHttpServer server = new IntakeMainServer(admission);
    server.setCamelContext(context);
    server.setConfiguration(plain.getConfiguration());
    server.setStaticEnabled(configuration.isStaticEnabled());
    server.setStaticContextPath(configuration.getStaticContextPath());
    server.setStaticSourceDir(configuration.getStaticSourceDir());
    return server;
  }

  @Override
  public Service newHttpManagementServer(
      CamelContext context, HttpManagementServerConfigurationProperties configuration) {
    ManagementHttpServer plain =
        (ManagementHttpServer) standard.newHttpManagementServer(context, configuration);
    if (configuration.isSendEnabled() || configuration.isJolokiaEnabled()) {
      return plain; // what these need is made by Camel's own server alone
    }
    ManagementMainServer server = new ManagementMainServer();
    server.setCamelContext(context);
    server.setConfiguration(plain.getConfiguration());
    server.setInfoEnabled(configuration.isInfoEnabled());
    server.setInfoPath(configuration.getInfoPath());
    server.setDevConsoleEnabled(configuration.isDevConsoleEnabled());
    server.setHealthCheckEnabled(configuration.isHealthCheckEnabled());
    server.setHealthPath(configuration.getHealthPath());
    server.setMetricsEnabled(configuration.isMetricsEnabled());
    server.setUploadEnabled(configuration.isUploadEnabled());
    server.setUploadSourceDir(configuration.getUploadSourceDir());
    server.setDownloadEnabled(configuration.isDownloadEnabled());
    return server;
  }
}
