package io.dlrhub.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TencentAccountTest {

  @Test
  void leavesBlanksAroundTheKeyOut() {
    TencentAccount account = new TencentAccount(" shop ", "1400001234 ", "\tkey\u3000\n");
    assertThat(account.name()).isEqualTo("shop");
    assertThat(account.sdkAppId()).isEqualTo("1400001234");
    assertThat(account.appKey()).isEqualTo("key");
  }

  @Test
  void refusesABlankByItsName() {
    assertThatThrownBy(() -> new TencentAccount("a", " ", "key")).hasMessageContaining("sdkAppId");
    assertThatThrownBy(() -> new TencentAccount("a", "1", "")).hasMessageContaining("appKey");
    assertThatThrownBy(() -> new TencentAccount("a", "1", null)).hasMessageContaining("appKey");
    assertThatThrownBy(() -> new TencentAccount("", "1", "k")).hasMessageContaining("account");
  }

  @Test
  void neverShowsTheKey() {
    assertThat(new TencentAccount("a", "1", "secret").toString()).isEqualTo("tencent/a");
  }
}
