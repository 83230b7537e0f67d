package io.dlrhub.provider.ucloud;

import io.dlrhub.report.FailureReason;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Failure reasons by words of the description, in both of the provider's languages.
 *
 * <p>The first rule with a word in the description decides. A text that names several reasons
 * ("switched off or no such number") gets the one that claims less: the number may be good.
 */
final class DescriptionRules {

  private record Rule(FailureReason reason, List<String> words) {}

  private static final List<Rule> RULES =
      List.of(
          // a subscription that could not be cancelled, not a person who cancelled one
          new Rule(FailureReason.OPERATOR_ERROR, words("反向退订", "")),
          new Rule(
              FailureReason.BLACKLISTED,
              words(
                  "黑名单 骚扰 拒收 退订 投诉 免打扰 勿扰 高风险",
                  "blacklist|black list|blocklist|block list|unsubscrib|opted out|opt-out"
                      + "|do not disturb|do-not-disturb|harass|complain|high risk")),
          new Rule(
              FailureReason.RATE_LIMITED,
              words(
                  "频率 频次 超频 频繁 超速 流速 流量 流控 限流 上限 超限 限额 条限制 条数 发送量 发送数量 次数" + " 群发限制 轰炸",
                  "frequen|too many|rate limit|rate-limit|throttl|flow control|exceed")),
          new Rule(
              FailureReason.CONTENT_REJECTED,
              words(
                  "关键字 关键词 敏感 违规 违禁 违法 屏蔽词 诈骗 钓鱼 垃圾 内容 签名 模板 模版 报备 审核 链接",
                  "keyword|sensitive|content|signature|template|spam|illegal message")),
          new Rule(
              FailureReason.UNREACHABLE,
              words(
                  "关机 停机 欠费 暂停服务 服务区 无法接通 信号 挂起 不可及 不可达 缺席 用户忙 占线 拒接" + " 漫游限制",
                  "powered off|power off|power-off|switched off|turned off|shut down|shutdown"
                      + "|out of service|service area|coverage|unreachable|not reachable|absent"
                      + "|suspended|arrears|busy")),
          new Rule(
              FailureReason.INVALID_NUMBER,
              words(
                  "空号 号码不存在 用户不存在 无此用户 无此号码 无效号码 号码无效 无效的号码 错误的号码 号码错误"
                      + " 号码格式 手机号格式 非法号码 号码非法 非法的号码 号码不合法 号码不正确 非法目标地址 销号"
                      + " 注销 未开户 未知用户",
                  "empty number|vacant|invalid number|invalid phone|number is invalid|not exist"
                      + "|nonexist|non-exist|unallocated|unassigned|unknown subscriber"
                      + "|wrong number|no such number")),
          // a word of nearly every text; only where nothing better is said
          new Rule(FailureReason.UNREACHABLE, words("终端 内存 收件箱 存储", "memory|handset|terminal")),
          new Rule(FailureReason.EXPIRED, words("过期 有效期 超期", "expired|validity")),
          new Rule(
              FailureReason.OPERATOR_ERROR,
              words(
                  "网关 路由 系统错误 系统故障 系统忙 系统异常 内部错误 网络 超时 无响应 短信中心 鉴权 断连 连接",
                  "gateway|rout|system error|system failure|internal error|network|timeout|timed"
                      + " out|operator error|carrier error|smsc")));

  private DescriptionRules() {}

  /** The reason the description names; null where it names none, or there is none. */
  static FailureReason reason(String description) {
    if (description == null || description.isEmpty()) {
      return null;
    }
    String text = description.toLowerCase(Locale.ROOT);
    for (Rule rule : RULES) {
      for (String word : rule.words) {
        if (text.contains(word)) {
          return rule.reason;
        }
      }
    }
    return null;
  }

  private static List<String> words(String chinese, String english) {
    String all = chinese.replace(' ', '|') + "|" + english;
    return Stream.of(all.split("\\|")).filter(word -> !word.isEmpty()).toList();
  }
}
