package io.dlrhub.simulator.demo;

/** What the demo says before it begins. */
final class Header {

  private Header() {}

  static String of(DemoOptions options, DemoSettings settings, DemoFolder folder) {
    return """
        DLR Hub demo. A simulated UCloud sends messages and reports what became of them; the
        hub is told of each message and makes each report one line of a file.

        Reports come by push and by pull. Some pushes and one pulled page are lost on purpose:
        the hub notices, asks for them, and they come back by query. A simulated Tencent
        counts the same messages hour by hour; its figures must agree with the reports.

          messages    %s a second; %s
          hub         %s, management %s%s
          reports in  %s
          settings    %s
          log         %s

        Ctrl-C ends it with a count. It can be left running: old reports are removed.
        """
        .formatted(
            options.rate() == Math.rint(options.rate())
                ? Long.toString((long) options.rate())
                : Double.toString(options.rate()),
            options.faults()
                ? "more goes wrong now and then"
                : "nothing else goes wrong; try --faults",
            settings.intake(),
            settings.management(),
            settings.remark(),
            DemoFolder.shown(folder.reports()),
            DemoFolder.shown(folder.properties()),
            DemoFolder.shown(folder.log()));
  }
}
