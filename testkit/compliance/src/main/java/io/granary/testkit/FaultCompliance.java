package io.granary.testkit;

/**
 * What an engine promises when something breaks, on servers that many tests share. Faults of whole servers are in {@link
 * ServerFaultCompliance}.
 */
public interface FaultCompliance
        extends LinkFaultCompliance,
                BackendFaultCompliance,
                CancelFaultCompliance,
                MisuseFaultCompliance,
                PoisonFaultCompliance,
                DefectFaultCompliance,
                StreamFaultCompliance {}
