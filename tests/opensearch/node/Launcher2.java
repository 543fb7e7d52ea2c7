import java.util.*;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

/** The same for 2.19, which takes its plugins by their classes. */
public class Launcher2 {
    static final String[] MODULES = {
        "org.opensearch.analysis.common.CommonAnalysisPlugin",
        "org.opensearch.painless.PainlessPlugin",
        "org.opensearch.index.mapper.MapperExtrasPlugin",
        "org.opensearch.index.reindex.ReindexPlugin",
        "org.opensearch.transport.Netty4Plugin" };

    static class Old extends Node {
        Old(Environment environment, Collection<Class<? extends Plugin>> plugins) {
            super(environment, plugins, true);
        }
        @Override protected void configureNodeAndClusterIdStateListener(ClusterService service) { }
    }

    public static void main(String[] arguments) throws Exception {
        List<Class<? extends Plugin>> plugins = new ArrayList<>();
        for (String name : MODULES)  // fails here, with its name, where a jar is missing
            plugins.add(Class.forName(name).asSubclass(Plugin.class));
        Home.run(new Old(Home.environment(arguments), plugins));
    }
}
