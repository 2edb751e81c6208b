import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.accumulo.access.AccessEvaluator;
import org.apache.accumulo.access.AccessExpression;
import org.apache.accumulo.access.Authorizations;

/** The same labels as access expressions: how many a second of processor time, of five rounds of a second the best. */
public class Peer {
    static int kept;

    /** {@code args}: a file with an expression a line, one with a page (their conjunction) a line, what is held. */
    public static void main(String[] args) throws Exception {
        List<String> labels = Files.readAllLines(Path.of(args[0]));
        List<String> pages = Files.readAllLines(Path.of(args[1]));
        AccessEvaluator reader = AccessEvaluator.of(Authorizations.of(args[2].split(",")));
        System.out.println("parse " + rate(labels, text -> kept += AccessExpression.of(text).hashCode()));
        System.out.println("render " + rate(labels, text -> kept += AccessExpression.of(text, true).getExpression().length()));
        System.out.println("roll_up " + rate(pages, text -> kept += AccessExpression.of(text, true).getExpression().length()));
        System.out.println("decide " + rate(labels, text -> kept += reader.canAccess(text) ? 1 : 0));
        System.out.println("allowed " + labels.stream().filter(text -> {
            try {
                return reader.canAccess(text);
            } catch (Exception wrong) {
                throw new IllegalStateException(wrong);
            }
        }).count());
    }

    private static double rate(List<String> texts, Act act) throws Exception {
        double best = 0;
        for (int round = 0; round < 5; round++) {
            long begin = now();
            long done = 0;
            while (now() - begin < 1_000_000_000L) {
                for (String text : texts) {
                    act.on(text);
                }
                done += texts.size();
            }
            best = Math.max(best, done * 1e9 / (now() - begin));
        }
        return best;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private interface Act {
        void on(String text) throws Exception;
    }
}
