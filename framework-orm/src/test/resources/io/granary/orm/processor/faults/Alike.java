package faults;

import jakarta.persistence.*;

class Out {
    @Entity
    static class In {
        @Id long id;
    }
}

@Entity
class Out_In { //! Out_In: What is written for it would be called faults.Out_In_, as what is written for faults.Out.In is; call one of them something else.
    @Id long id;
}
