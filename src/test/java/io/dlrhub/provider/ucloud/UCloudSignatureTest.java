package io.dlrhub.provider.ucloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of docs/protocol/ucloud.md and more, made by the provider's own SDK. */
class UCloudSignatureTest {

  private static final String PUBLIC_KEY = "ucloudsomeone@example.com1296235120854146120";
  private static final String PRIVATE_KEY = "46f09bb9fab4f12dfc160dae12273d5332b5debe";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "official|Action=DescribeUHostInstance;Limit=10;Region=cn-bj2|cba5cf5ec4d4233d206b1b54951e3787350a642f",
        "U1|Action=PullUSMSReport;Limit=200;ProjectId=org-abc123|085c97d3d7828bd95eb38ea9069afed573c745fc",
        "U1b|Action=PullUSMSReport;Limit=100|eeef04b9558200252243df1e9b51c9bd1c0dc87d",
        "U2|Action=GetUSMSSendReceipt;ProjectId=org-abc123;Region=cn-bj2;SessionNoSet.0=5a3f0001-7b42-4c1e-9d10-000000000001;SessionNoSet.1=5a3f0001-7b42-4c1e-9d10-000000000002|46605c76a9b82025ce518916a982bd7639f366b2",
        "U4|Action=GetISMSSendReceipt;ProjectId=org-abc123;Region=cn-zj;Zone=cn-zj-01;TaskIdSet.0=task-中文-1;TaskIdSet.1=task-2|3a719e0755c0e1f42177f604f4f4b8c662587d89",
        "U5|Action=SendUSMSMessage;ProjectId=org-abc123;PhoneNumbers.0=(86)18512345678;PhoneNumbers.1=13100000000;SigContent=优刻得;TemplateId=UTA20210101ABCD;TemplateParams.0=验证码 1234;TemplateParams.1=10;UserId=order&id=1 /+%|0e764f60961db427b4602cb73a60183288f5f883",
        "U6|Action=TypeProbe;Flag=true;Limit=1;Rate=42|7ca30fc3892024b090caea06a90586cfeeaf6d67",
        "U7|Action=TypeProbe;Flag=false;Limit=-1;Rate=.00001234|4a4abe132a9f295edfcff4f33edfd920666d45a1",
        "U9|Action=GetUSMSSendReceipt|de587a7107b2207f7584bda8ab28946d8151b813",
        "U10|Action=PullUSMSReport;Limit=100;ProjectId=|68eb6017a775abf4e4aff780aad8a6c7f8a6b0c0",
        "proportion 35|Action=DescribeUHostInstance;Region=cn-bj2;Proportion=35|da620b97de476947302291fc93a2d8b0710be328",
        "proportion 65.722|Action=DescribeUHostInstance;Region=cn-bj2;Proportion=65.722|5e39dd48144d6a075328e56a6c5e9df6c39ae939"
      })
  void signsAsTheProvidersSdkDoes(String name, String parameters, String signature) {
    assertThat(sign(parsed(parameters))).isEqualTo(signature);
  }

  @Test
  void twelveIdsAreSortedAsTexts() {
    Map<String, String> parameters = parsed("Action=GetUSMSSendReceipt;ProjectId=org-abc123");
    for (int i = 0; i < 12; i++) {
      parameters.put("SessionNoSet." + i, "s" + i);
    }

    assertThat(sign(parameters)).isEqualTo("2ac5298c09f929b71e2eca6a15e5abd638b24b33");
  }

  @Test
  void aSignatureAmongTheParametersIsLeftOut() {
    Map<String, String> parameters = parsed("Action=PullUSMSReport;Limit=100;Signature=old");

    assertThat(sign(parameters)).isEqualTo("eeef04b9558200252243df1e9b51c9bd1c0dc87d");
  }

  @Test
  void theFormCarriesTheSignatureOfTheUnescapedValues() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", "中 &+");

    assertThat(SignedForm.of(parameters, "key"))
        .isEqualTo("Action=%E4%B8%AD+%26%2B&Signature=" + UCloudSignature.sign(parameters, "key"));
  }

  private static String sign(Map<String, String> parameters) {
    parameters.put("PublicKey", PUBLIC_KEY);
    return UCloudSignature.sign(parameters, PRIVATE_KEY);
  }

  private static Map<String, String> parsed(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : text.split(";")) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return parameters;
  }
}
