package io.dlrhub.simulator;

import static io.dlrhub.testing.Waiting.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.ucloud.common.pojo.Account;
import cn.ucloud.usms.client.DefaultUSMSClient;
import cn.ucloud.usms.client.USMSClient;
import cn.ucloud.usms.model.GetUSMSSendReceiptParam;
import cn.ucloud.usms.model.GetUSMSSendReceiptResult;
import cn.ucloud.usms.model.ReceiptPerPhone;
import cn.ucloud.usms.model.SendUSMSMessageParam;
import cn.ucloud.usms.model.SendUSMSMessageResult;
import cn.ucloud.usms.pojo.USMSConfig;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendor's own clients, unchanged, talk to the simulator: usms 0.8.4.2 and common 1.2.26. */
class UCloudOfficialSdkTest {

  private final UCloudSimulator ucloud =
      UCloudSimulator.builder()
          .traffic(new Traffic(3).meanDelay(Duration.ZERO).unknownShare(0).deliveredShare(1))
          .start();

  @AfterEach
  void stop() {
    ucloud.close();
  }

  @Test
  void sendsAMessageAndGetsItsReceipts() throws Exception {
    SendUSMSMessageParam message =
        new SendUSMSMessageParam(
            new ArrayList<>(List.of("(86)18512345678", "13100000000")), "UTA20210101ABCD");
    message.setSigContent("优刻得");
    message.setTemplateParams(new ArrayList<>(List.of("验证码 1234", "10")));
    message.setProjectId(UCloudSimulator.KEYS.projectId());
    SendUSMSMessageResult sent = client().sendUSMSMessage(message);
    assertThat(sent.getRetCode()).as(sent.getMessage()).isZero();

    await().atMost(LIMIT).until(() -> ucloud.outside().made() == 2);
    GetUSMSSendReceiptParam query =
        new GetUSMSSendReceiptParam(new ArrayList<>(List.of(sent.getSessionNo())));
    query.setProjectId(UCloudSimulator.KEYS.projectId());
    GetUSMSSendReceiptResult result = client().getUSMSSendReceipt(query);
    assertThat(result.getRetCode()).as(result.getMessage()).isZero();
    List<ReceiptPerPhone> receipts = result.getReceiptData().get(0).getReceiptSet();
    assertThat(receipts)
        .extracting(ReceiptPerPhone::getPhone)
        .containsExactly("18512345678", "13100000000");
    assertThat(receipts)
        .allSatisfy(
            receipt -> {
              assertThat(receipt.getReceiptResult()).isIn("发送成功", "Success");
              assertThat(receipt.getReceiptTime()).isPositive();
            });
  }

  @Test
  void tellsTheOfficialClientThatItsKeyIsWrong() throws Exception {
    USMSConfig config =
        new USMSConfig(new Account("not the key", UCloudSimulator.KEYS.publicKey()));
    config.setApiServerAddr(ucloud.endpoint());
    GetUSMSSendReceiptParam query = new GetUSMSSendReceiptParam(new ArrayList<>(List.of("any")));
    GetUSMSSendReceiptResult result = new DefaultUSMSClient(config).getUSMSSendReceipt(query);
    assertThat(result.getRetCode()).isEqualTo(171);
    assertThat(result.getMessage()).isEqualTo("Signature VerifyAC Error");
  }

  /** The older client, which is on the class path, keeps this one from being a dependency. */
  @Test
  void answersThePresentClientWhichPostsFlatJson() throws Exception {
    try (URLClassLoader sdk = presentSdk()) {
      Class<?> configType = sdk.loadClass("cn.ucloud.common.config.Config");
      Class<?> credentialType = sdk.loadClass("cn.ucloud.common.credential.Credential");
      Class<?> requestType = sdk.loadClass("cn.ucloud.common.request.Request");
      Class<?> responseType = sdk.loadClass("cn.ucloud.common.response.Response");
      Object config = configType.getConstructor().newInstance();
      configType.getMethod("setBaseUrl", String.class).invoke(config, ucloud.endpoint());
      Object credential =
          credentialType
              .getConstructor(String.class, String.class)
              .newInstance(UCloudSimulator.KEYS.publicKey(), UCloudSimulator.KEYS.privateKey());
      Object request = requestType.getConstructor().newInstance();
      requestType.getMethod("setAction", String.class).invoke(request, "PullUSMSReport");
      requestType
          .getMethod("setProjectId", String.class)
          .invoke(request, UCloudSimulator.KEYS.projectId());
      Class<?> clientType = sdk.loadClass("cn.ucloud.common.client.DefaultClient");
      Object client =
          clientType.getConstructor(configType, credentialType).newInstance(config, credential);
      Method invoke = clientType.getMethod("invoke", requestType, Class.class);
      Object response = invoke.invoke(client, request, responseType);
      assertThat(responseType.getMethod("getRetCode").invoke(response)).isEqualTo(0);
      assertThat(responseType.getMethod("getAction").invoke(response))
          .isEqualTo("PullUSMSReportResponse");
      assertThat(responseType.getMethod("getRequestId").invoke(response)).isNotNull();
    }
    assertThat(ucloud.outside().pages()).hasSize(1);
  }

  private USMSClient client() {
    USMSConfig config =
        new USMSConfig(
            new Account(UCloudSimulator.KEYS.privateKey(), UCloudSimulator.KEYS.publicKey()));
    config.setApiServerAddr(ucloud.endpoint());
    return new DefaultUSMSClient(config);
  }

  /** Its own classes come before those of the same name on the class path. */
  private static URLClassLoader presentSdk() throws Exception {
    URL jar = Path.of("target", "ucloud-sdk", "ucloud-sdk-java-common.jar").toUri().toURL();
    return new URLClassLoader(new URL[] {jar}, UCloudOfficialSdkTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          if (loaded == null && name.startsWith("cn.ucloud.")) {
            loaded = findClass(name);
          }
          return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
      }
    };
  }
}
